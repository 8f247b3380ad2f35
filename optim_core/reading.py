"""Reads flat text, such as an address bar holds, value by value, noting what it could not use."""

from optim_core.text import Text, alike

UNREADABLE = Text(en="that can't be read", zh="无法读取")


class Reader:
    """`problems` gathers a Text for each value that was replaced; `known` the keys looked at.

    `names` {key: Text} are what a viewer who typed the values, and keeps what was there, sees them
    called; without them they stood in a link.
    """

    def __init__(self, query, names=None):
        self.names = names
        self.query = {str(key): str(value) for key, value in dict(query).items()}
        self.problems = []
        self.known = set()

    def name_the_unknown(self):
        """A problem for each key that nobody has asked for."""
        for key in sorted(set(self.query) - self.known):
            self.problem(key, "nothing here is called that", "这里没有这个名称")

    def knobs(self, prefix, suffix, specs, defaults):
        return {
            name: self.knob(f"{prefix}{name}{suffix}", spec, defaults.get(name, spec.default))
            for name, spec in specs.items()
        }

    def knob(self, key, spec, default):
        value = self.read(key, spec.from_text, default, spec.to_text, self.unreadable(spec))
        if spec.accepts(value):
            return value
        return self.refuse(key, spec.range(), default, spec.to_text)

    def unreadable(self, spec):
        """What is said of a text that is no value: who has typed it is told what to type."""
        if not self.names:
            return UNREADABLE
        en, zh = spec.range()
        return Text(f"{UNREADABLE.en}, it takes {en}", f"{UNREADABLE.zh}，可取 {zh}")

    def number(self, key, default, least, most):
        value, range_ = self.read(key, float, default), alike(f"[{least:g}, {most:g}]")
        return value if least <= value <= most else self.refuse(key, range_, default)

    def whole(self, key, default, least, most):
        value = self.read(key, int, default)
        range_ = alike(f"{least} … {most}")
        return value if least <= value <= most else self.refuse(key, range_, default)

    def choice(self, key, ids, default):
        value = self.read(key, str, default)
        return value if value in ids else self.refuse(key, alike(", ".join(ids)), default)

    def read(self, key, convert, default, show=str, unreadable=UNREADABLE):
        self.known.add(key)
        if key not in self.query:
            return default
        try:
            return convert(self.query[key])
        except (ValueError, OverflowError) as error:
            self.problem(key, *getattr(error, "text", unreadable), show(default))
            return default

    def refuse(self, key, range_, default, show=str):
        if key not in self.query:  # the caller's own default may be more than a link may ask for
            return default
        self.problem(key, f"it takes {range_.en}", f"可取 {range_.zh}", show(default))
        return default

    def problem(self, key, why_en, why_zh, used=""):
        value = self.query[key][:40]
        if self.names:
            self.problems.append(_refusal(self.names[key], value, why_en, why_zh))
            return
        instead_en = f"; {used} is used instead" if used else "; left out"
        instead_zh = f"；改用 {used}" if used else "；已忽略"
        self.problems.append(
            Text(
                en=f"In the link, {key[:40]}={value}: {why_en}{instead_en}.",
                zh=f"链接中的 {key[:40]}={value}：{why_zh}{instead_zh}。",
            )
        )


def _refusal(name, value, why_en, why_zh):
    return Text(
        en=f"{name.en} = {value}: {why_en}; it stays as it was.",
        zh=f"{name.zh} = {value}：{why_zh}；保持原样。",
    )
