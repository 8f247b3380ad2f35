"""Reads flat text, such as an address bar holds, value by value, noting what it could not use."""

from optim_core.spec import Text

UNREADABLE = Text(en="that can't be read", zh="无法读取")


class Reader:
    """`problems` gathers a Text for each value that was replaced; `known` the keys looked at."""

    def __init__(self, query):
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
        value = self.read(key, spec.from_text, default, spec.to_text)
        if spec.accepts(value):
            return value
        return self.refuse(key, spec.range(), default, spec.to_text)

    def number(self, key, default, least, most):
        value = self.read(key, float, default)
        return (
            value if least <= value <= most else self.refuse(key, f"[{least:g}, {most:g}]", default)
        )

    def whole(self, key, default, least, most):
        value = self.read(key, int, default)
        return value if least <= value <= most else self.refuse(key, f"{least} … {most}", default)

    def choice(self, key, ids, default):
        value = self.read(key, str, default)
        return value if value in ids else self.refuse(key, ", ".join(ids), default)

    def read(self, key, convert, default, show=str):
        self.known.add(key)
        if key not in self.query:
            return default
        try:
            return convert(self.query[key])
        except (ValueError, OverflowError) as error:
            self.problem(key, *getattr(error, "text", UNREADABLE), show(default))
            return default

    def refuse(self, key, range_, default, show=str):
        if key not in self.query:  # the caller's own default may be more than a link may ask for
            return default
        self.problem(key, f"possible are {range_}", f"可取 {range_}", show(default))
        return default

    def problem(self, key, why_en, why_zh, used=""):
        value = self.query[key][:40]
        instead_en = f"; used {used} instead" if used else "; left out"
        instead_zh = f"；改用 {used}" if used else "；已忽略"
        self.problems.append(
            Text(
                en=f"In the link, {key[:40]}={value}: {why_en}{instead_en}.",
                zh=f"链接中的 {key[:40]}={value}：{why_zh}{instead_zh}。",
            )
        )
