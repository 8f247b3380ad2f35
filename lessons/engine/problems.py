"""What can be wrong with a lesson: one table of rules, and the problems that they find."""

import difflib
from dataclasses import dataclass

from optim_core import Text

ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True)
class Rule:
    """What is wrong, with {names} to fill in, and what to do about it."""

    level: str
    what: Text
    fix: Text


def _rule(level, what_en, fix_en, what_zh, fix_zh):
    return Rule(level, Text(what_en, what_zh), Text(fix_en, fix_zh))


# The ids are stable: instructors look them up, editors and tests name them.
RULES = {
    "file-read": _rule(
        ERROR, "the file can't be read: {why}", "save it as UTF-8 text of at most 200 kB",
        "无法读取文件：{why}", "请存为不超过 200 kB 的 UTF-8 文本"),
    "file-name": _rule(
        ERROR, "the file name {name} is not <id>.<language>.md", "rename it, such as momentum.en.md",
        "文件名 {name} 不符合 <id>.<语言>.md", "请改名，例如 momentum.zh.md"),
    "front-matter": _rule(
        ERROR, "the lesson doesn't begin with its front matter", "begin with ---, then id, title and language, then ---",
        "课程开头缺少元信息", "请以 --- 开头，写 id、title、language，再以 --- 结束"),
    "id-mismatch": _rule(
        ERROR, "id {id} is not the file's name {name}", "use the same word in both",
        "id {id} 与文件名 {name} 不一致", "两处请用同一个词"),
    "language-mismatch": _rule(
        ERROR, "language {language} is not that of the file name, {name}", "use en or zh in both",
        "language {language} 与文件名中的 {name} 不一致", "两处都写 en 或都写 zh"),
    "yaml": _rule(
        ERROR, "the options can't be read: {why}", "write one option a line, as name: value",
        "选项无法读取：{why}", "每行写一个选项，格式为 名称: 值"),
    "yaml-refused": _rule(
        ERROR, "{what} are not allowed in options", "write the values out",
        "选项中不允许使用{what}", "请直接写出各个值"),
    "yaml-backslash": _rule(
        WARNING, "a backslash in a quoted option: {text}", "use single quotes, or put the formula into the text below",
        "带引号的选项中有反斜杠：{text}", "改用单引号，或把公式写到下面的正文里"),
    "unknown-key": _rule(
        ERROR, "unknown key {key}", "{suggestion}",
        "没有名为 {key} 的选项", "{suggestion}"),
    "missing-key": _rule(
        ERROR, "{key} is missing", "add a line {key}: …",
        "缺少 {key}", "请加一行 {key}: …"),
    "bad-value": _rule(
        ERROR, "{key}: {why}", "correct the value",
        "{key}：{why}", "请更正这个值"),
    "unknown-id": _rule(
        ERROR, "{key} {name} is unknown", "{suggestion}",
        "没有名为 {name} 的 {key}", "{suggestion}"),
    "unknown-block": _rule(
        ERROR, "unknown block {name}", "{suggestion}",
        "没有名为 {name} 的块", "{suggestion}"),
    "block-id": _rule(
        ERROR, "block {name} needs an id of small letters, digits and -", "write it after the name, as :::{{name}} my-id",
        "块 {name} 需要由小写字母、数字和 - 组成的 id", "写在名称之后，例如 :::{{name}} my-id"),
    "duplicate-id": _rule(
        ERROR, "the id {id} is used already in line {line}", "give each block its own id",
        "id {id} 在第 {line} 行已经用过", "每个块请用自己的 id"),
    "fence-unclosed": _rule(
        ERROR, "{text} is never closed and swallows the rest of the file", "close it with a line of as many colons",
        "{text} 没有结束，把文件其余部分都吞掉了", "用同样多的冒号单独一行来结束"),
    "nesting": _rule(
        ERROR, "{inner} can't stand inside {outer}", "close {outer} first, or give it more colons",
        "{inner} 不能放在 {outer} 里面", "先结束 {outer}，或给它更多冒号"),
    "math-block": _rule(
        ERROR, "$$ is not on a line of its own", "put each $$ on its own line, with an empty line around the formula",
        "$$ 没有单独占一行", "每个 $$ 单独一行，公式前后各空一行"),
    "dollar-amount": _rule(
        WARNING, "$ before a number may be read as a formula", "write \\$ for money",
        "数字前的 $ 可能被当成公式", "表示金额请写 \\$"),
    "cjk-emphasis": _rule(
        WARNING, "{text} prints its stars: bold next to Chinese punctuation", "move the punctuation out of the bold",
        "{text} 会显示出星号：加粗紧挨中文标点", "把标点移到加粗之外"),
    "html": _rule(
        ERROR, "HTML {text} is shown as text", "write Markdown instead",
        "HTML {text} 只会显示为文字", "请改用 Markdown"),
    "link": _rule(
        ERROR, "the link {target} is not allowed", "link to https:// addresses, or to a heading or lesson",
        "不允许链接 {target}", "只能链接到 https:// 地址、标题或其他课程"),
    "image": _rule(
        ERROR, "the image {target} is not in lessons/assets", "put the file there and write assets/<name>",
        "图片 {target} 不在 lessons/assets 中", "请把文件放进去，写成 assets/<文件名>"),
    "image-alt": _rule(
        WARNING, "the image {target} has no description", "write it in the brackets: ![what one sees](…)",
        "图片 {target} 没有说明", "在方括号里写明：![看到什么](…)"),
    "choices-missing": _rule(
        ERROR, "{id} has no choices", "write them as - [ ] … and - [x] …",
        "{id} 没有选项", "请写成 - [ ] … 和 - [x] …"),
    "choices-no-answer": _rule(
        ERROR, "no choice of {id} is marked [x]", "mark the right one",
        "{id} 没有标出 [x]", "请标出正确的一项"),
    "choices-many": _rule(
        ERROR, "{id} has {count} choices marked [x]", "mark one; use a quiz block for several",
        "{id} 有 {count} 项标了 [x]", "只标一项；多选请用 quiz 块"),
    "reveals": _rule(
        ERROR, "{id} reveals {name}, which is no block after it", "name a block that follows",
        "{id} 要揭示的 {name} 不是其后的块", "请写一个后面的块的 id"),
    "reference": _rule(
        ERROR, "{id} names {kind} {name}, which there is not", "{suggestion}",
        "{id} 引用的{kind} {name} 不存在", "{suggestion}"),
    "slider-unbound": _rule(
        WARNING, "no run uses the slider {name}", "write ${name} where it belongs, or leave it out",
        "没有运行用到滑块 {name}", "在该用的地方写 ${name}，或删去它"),
    "slider-unknown": _rule(
        ERROR, "${name} is no slider of {id}", "{suggestion}",
        "${name} 不是 {id} 的滑块", "{suggestion}"),
    "slider-range": _rule(
        ERROR, "the slider {name} begins at {value}, outside {low} … {high}", "move the value or the range",
        "滑块 {name} 的初值 {value} 不在 {low} … {high} 内", "调整初值或范围"),
    "slider-grid": _rule(
        ERROR, "{name} = {value} can't be reached: the slider moves in steps of {step} from {low} to {high}",
        "choose a value on the slider's grid, or a finer step",
        "{name} = {value} 无法达到：滑块从 {low} 到 {high}，步长 {step}", "换一个滑块能取到的值，或减小步长"),
    "formula": _rule(
        ERROR, "the formula can't be used: {why}", "see column {column} of it",
        "公式无法使用：{why}", "见公式的第 {column} 列"),
    "cannot-run": _rule(
        ERROR, "{id} can't be run: {why}", "correct the setting",
        "{id} 无法运行：{why}", "请更正设置"),
    "answer": _rule(
        INFO, "the answer of {id} is {value}{accepts}", "nothing to do",
        "{id} 的答案是 {value}{accepts}", "无需处理"),
    "answer-none": _rule(
        ERROR, "{id} has no answer: {why}", "choose a setting at which the run gives one",
        "{id} 没有答案：{why}", "请选一个能得到答案的设置"),
    "wrong-is-right": _rule(
        ERROR, "{value} is called wrong, but counts as right ({answer})", "remove it, or accept less",
        "{value} 被列为错误，却会算作正确（{answer}）", "删去它，或缩小容许范围"),
    "claim": _rule(
        ERROR, "the claim {claim} does not hold: {metric} is {value}", "correct the text or the setting",
        "说法 {claim} 不成立：{metric} 为 {value}", "请更正文字或设置"),
    "claim-holds": _rule(
        INFO, "the claim {claim} holds: {metric} is {value}", "nothing to do",
        "说法 {claim} 成立：{metric} 为 {value}", "无需处理"),
    "challenge-lost": _rule(
        ERROR, "{id} is not won by its reference: {metric} is {value}", "correct the reference or the goal",
        "{id} 的参考设置没有达成目标：{metric} 为 {value}", "请更正参考设置或目标"),
    "challenge-won-at-start": _rule(
        ERROR, "{id} is won before anything is moved", "begin elsewhere, or ask for more",
        "{id} 什么都不动就已达成", "换一个初值，或提高目标"),
    "challenge-easy": _rule(
        WARNING, "{id}: {share} % of the slider settings win", "ask for more, so that the idea is needed",
        "{id}：有 {share} % 的滑块设置能达成", "提高要求，使这个概念不可缺少"),
    "challenge-without": _rule(
        ERROR, "{id} is won without the idea: {share} % of the settings with {setting}", "ask for more",
        "{id} 不用这个概念也能达成：{setting} 时有 {share} % 的设置获胜", "提高要求"),
    "challenge": _rule(
        INFO, "{id}: {share} % of the slider settings win; the starting settings do not", "nothing to do",
        "{id}：有 {share} % 的滑块设置能达成；初始设置不能", "无需处理"),
    "value": _rule(
        ERROR, "{{value}}`{text}` can't be computed: {why}", "write experiment.run.metric",
        "{{value}}`{text}` 无法计算：{why}", "请写成 实验.运行.指标"),
    "translation-missing": _rule(
        WARNING, "block {id} ({name}, line {line}) is not translated; readers see the original", "add it with the same id",
        "块 {id}（{name} 第 {line} 行）没有翻译，读者会看到原文", "请以同样的 id 补上"),
    "translation-extra": _rule(
        ERROR, "block {id} is not in the original {name}", "{suggestion}",
        "原文 {name} 中没有块 {id}", "{suggestion}"),
    "translation-choices": _rule(
        ERROR, "{id} has {count} choices, the original {other}", "translate each, in the same order",
        "{id} 有 {count} 个选项，原文有 {other} 个", "请按同样顺序逐一翻译"),
    "translation-options": _rule(
        ERROR, "{id}: a translation holds labels only, not {key}", "leave {key} to the original",
        "{id}：译文只写 labels，不写 {key}", "{key} 由原文决定，请删去"),
    "translation-original": _rule(
        ERROR, "the original {name} is not there", "name it in translates, as momentum.en.md",
        "找不到原文 {name}", "请在 translates 中写明，例如 momentum.en.md"),
    "translation-old": _rule(
        WARNING, "the original has changed since: {name} is newer", "compare both, then set source: {hash}",
        "原文 {name} 此后有改动", "对照两者后写上 source: {hash}"),
    "prerequisite": _rule(
        WARNING, "there is no lesson {name}", "{suggestion}",
        "没有名为 {name} 的课程", "{suggestion}"),
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Problem:
    """One finding: where (line and column from 1), which rule, and its values."""

    file: str
    line: int
    column: int
    rule: str
    values: tuple = ()
    block: str = ""  # the id of the block it belongs to

    @property
    def level(self):
        return RULES[self.rule].level

    def say(self, language="en"):
        """What is wrong, and what to do, in one line."""
        rule, values = RULES[self.rule], dict(self.values)
        what, fix = (getattr(text, language) for text in (rule.what, rule.fix))
        filled = {name: _in(language, value) for name, value in values.items()}
        said = what.format(**filled)
        return said if rule.level == INFO else f"{said} - {fix.format(**filled)}"

    def line_of(self, language="en"):
        """As compilers write it: file:line:column: level [rule] what - what to do."""
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.level} [{self.rule}] {self.say(language)}"


def _in(language, value):
    return getattr(value, language) if isinstance(value, Text) else value


def suggestion(name, known):
    """Did you mean …? else: which there are."""
    near = difflib.get_close_matches(str(name), list(map(str, known)), 1, 0.6)
    if near:
        return Text(f"did you mean {near[0]!r}?", f"是不是想写 {near[0]!r}？")
    listed = ", ".join(sorted(map(str, known)))
    return Text(
        f"there are {listed}" if listed else "there is none", f"可用的有 {listed or '（无）'}"
    )


class Notes:
    """Gathers the problems of one file."""

    def __init__(self, file):
        self.file = file
        self.problems = []
        self.block = ""

    def add(self, rule, line, column=1, /, **values):
        self.problems.append(
            Problem(self.file, line, column, rule, tuple(values.items()), self.block)
        )

    @property
    def errors(self):
        return [problem for problem in self.problems if problem.level == ERROR]
