"""Mistakes that people make: (rule, a name for it, the line and column that it is told of, text).

In a text, ⟦ marks the place that the message must point at; it is taken out before reading.
"""

from tests.lessons.lesson_files import (
    CHALLENGE,
    CHINESE,
    EXPERIMENT,
    HEAD,
    LESSON,
    NUMERIC,
    PREDICT,
)

MARK = "⟦"


def _in(part, old, new):
    """The whole lesson, with a mistake in one part of it."""
    assert part.count(old) == 1, old
    return LESSON.replace(part, part.replace(old, new))


def _prose(line):
    return f"{LESSON}\n{line}\n"


# Of an original alone.
IN_A_LESSON = [
    ("front-matter", "no front matter", f"{MARK}Just words.\n"),
    ("front-matter", "front matter without end", f"{MARK}---\nid: valley\ntitle: A\n"),
    ("yaml", "a second colon", _in(HEAD, "A narrow valley", f"A valley{MARK}: narrow")),
    ("yaml", "an option twice", _in(HEAD, "language: en", f"language: en\n{MARK}title: B")),
    ("yaml", "a tab", _in(EXPERIMENT, "steps: 60", f"{MARK}\tsteps: 60")),
    ("yaml", "a bracket without end",
     _in(EXPERIMENT, "start: [-4, 2]", "start: [-4, 2").replace("steps: 60", f"steps{MARK}: 60")),
    ("yaml", "options without end", _in(PREDICT, ":reveals: race", f"{MARK}---\nreveals: race")),
    ("yaml", "a list for options",
     _in(NUMERIC, "answer: {experiment: race, run: Heavy, metric: steps_to_loss, target: 1e-3}\n"
         "accept: {abs: 2}", f"{MARK}- race")),
    ("yaml", "no colon", _in(EXPERIMENT, "steps: 60", f"{MARK}steps 60")),
    ("yaml", "no space after a colon", _in(EXPERIMENT, "steps: 60", f"{MARK}steps:60")),
    ("full-width", "a colon in options", _in(EXPERIMENT, "steps: 60", f"steps{MARK}：60")),
    ("full-width", "a colon in the front matter", _in(HEAD, "title: ", f"title{MARK}：")),
    ("full-width", "a colon between brackets",
     _in(EXPERIMENT, "beta: $beta", f"beta{MARK}：$beta")),
    ("full-width", "a comma of a list", _in(EXPERIMENT, "[-4, 2]", f"[-4{MARK}，2]")),
    ("full-width", "a comma between options",
     _in(EXPERIMENT, ", step: 0.05", f"{MARK}，step: 0.05")),
    ("full-width", "a bracket", _in(EXPERIMENT, "[-4, 2]", f"{MARK}［-4, 2]")),
    ("full-width", "digits", _in(EXPERIMENT, "steps: 60", f"steps: {MARK}６０")),
    ("full-width", "the colons of a block", _prose(f"{MARK}：：：{{note}}")),
    ("full-width", "the braces of a block", _prose(f":::{MARK}｛note｝\nWords.\n:::")),
    ("full-width", "a short option", _in(PREDICT, ":reveals: race", f"{MARK}：reveals：race")),
    ("full-width", "its end", _in(PREDICT, ":reveals: race", f":reveals{MARK}： race")),
    ("full-width", "a choice's box", _in(PREDICT, "- [ ]", f"- {MARK}【 】")),
    ("full-width", "dollars", _prose(f"So {MARK}＄x＄ grows.")),
    ("fence-unclosed", "before a block of more colons",
     _prose(f"{MARK}:::{{note}}\nWords.\n\n::::{{quiz}} more\n- [x] A\n:::{{hint}}\nB\n:::\n::::")),
    ("full-width", "a slide break", _prose(f"{MARK}＋＋＋")),
    ("yaml-refused", "an anchor", _in(EXPERIMENT, "steps: 60", f"steps: {MARK}&n 60")),
    ("yaml-refused", "an alias", _in(EXPERIMENT, "steps: 60", f"steps: {MARK}*n")),
    ("yaml-refused", "a tag",
     _in(EXPERIMENT, "steps: 60", f"steps: {MARK}!!python/object:os.system 60")),
    ("yaml-refused", "nine levels",
     _in(EXPERIMENT, "steps: 60", f"steps: [[[[[[[{MARK}[60]]]]]]]]")),
    ("yaml-backslash", "a backspace",
     _in(EXPERIMENT, "label: Momentum", f'label: {MARK}"Momentum $\\beta$"')),
    ("unknown-key", "of an experiment", _in(EXPERIMENT, "surface:", f"{MARK}surfaces:")),
    ("unknown-key", "of the front matter", _in(HEAD, "objectives", f"{MARK}objective")),
    ("unknown-key", "with a capital letter", _in(HEAD, "objectives", f"{MARK}Objectives")),
    ("unknown-key", "of a slider", _in(EXPERIMENT, "step: 0.05", f"{MARK}steps: 0.05")),
    ("unknown-key", "of an optimiser", _in(EXPERIMENT, "beta: $beta", f"{MARK}betta: $beta")),
    ("unknown-key", "of a surface", _in(EXPERIMENT, "condition", f"{MARK}conditions")),
    ("missing-key", "no title",
     _in(HEAD, "title: A narrow valley\n", "").replace("id:", f"{MARK}id:", 1)),
    ("bad-value", "a word for a number", _in(EXPERIMENT, "steps: 60", f"steps: {MARK}many")),
    ("bad-value", "a label without letters",
     _in(EXPERIMENT, "label: Plain", f"label: {MARK}''")),
    ("bad-value", "too many steps", _in(EXPERIMENT, "steps: 60", f"steps: {MARK}6000")),
    ("bad-value", "three coordinates", _in(EXPERIMENT, "[-4, 2]", f"{MARK}[-4, 2, 1]")),
    ("bad-value", "no number at all", _in(EXPERIMENT, "60", f"{MARK}.nan")),
    ("bad-value", "ends the wrong way round",
     _in(EXPERIMENT, "{label: Momentum, min: 0,", f"{MARK}{{label: Momentum, min: 1,")),
    ("bad-value", "a knob that is a word",
     _in(EXPERIMENT, "optimizer: sgd, lr: $lr", f"optimizer: sgd, lr: {MARK}fast")),
    ("bad-value", "an id of a slider", _in(EXPERIMENT, "  beta: {", f"  b-eta: {MARK}{{")),
    ("bad-value", "steps for what takes none",
     _in(CHALLENGE, "{metric: loss,", f"{MARK}{{metric: x,")),
    ("unknown-id", "an optimiser", _in(EXPERIMENT, "heavy_ball", f"{MARK}heavyball")),
    ("unknown-id", "a surface", _in(EXPERIMENT, "{id: quadratic, condition: 30}",
                                    f"{MARK}quadratik")),
    ("unknown-block", "a typing mistake", LESSON + f"\n{MARK}:::{{notee}}\nWords.\n:::\n"),
    ("block-id", "no id", _in(NUMERIC, ":::{numeric} steps", f"{MARK}:::{{numeric}}")),
    ("block-id", "an id that is a path",
     _in(NUMERIC, ":::{numeric} steps", f"{MARK}:::{{numeric}} ../../secret")),
    ("duplicate-id", "two blocks",
     _in(NUMERIC, ":::{numeric} steps", f"{MARK}:::{{numeric}} race")),
    ("duplicate-label", "two runs",
     _in(EXPERIMENT, "  - {label: Heavy", f"  - {MARK}{{label: Plain")),
    ("fence-unclosed", "the last block", LESSON + f"\n{MARK}:::{{note}}\nWords.\n"),
    ("fence-unclosed", "before another block", _in(PREDICT, "- [ ] Plain\n:::\n", "- [ ] Plain\n")
     .replace(":::{predict}", f"{MARK}:::{{predict}}")),
    ("fence-unclosed", "program code", LESSON + f"\n{MARK}```python\nprint(1)\n"),
    ("fence-length", "a hint with as many colons",
     LESSON.replace("::::", ":::").replace(":::{challenge}", f"{MARK}:::{{challenge}}")),
    ("fence-nameless", "closed twice", _in(PREDICT, "- [ ] Plain\n:::\n",
                                           f"- [ ] Plain\n:::\n{MARK}:::\n")),
    ("fence-backticks", "as in MyST", LESSON + f"\n{MARK}```{{note}}\nWords.\n```\n"),
    ("block-place", "in a list", LESSON + f"\n- first\n\n  {MARK}:::{{note}}\n  Words.\n  :::\n"),
    ("nesting", "a hint alone", LESSON + f"\n{MARK}:::{{hint}}\nWords.\n:::\n"),
    ("nesting", "a note in a challenge",
     _in(CHALLENGE, ":::{hint}", f"{MARK}:::{{note}}")),
    ("math-block", "glued to words", _prose(f"So {MARK}$$x^2$$ grows.")),
    ("math-open", "a formula without end", _prose(f"{MARK}$$\nx^2")),
    ("dollar-amount", "money", _prose(f"It costs {MARK}$5 and $6 more.")),
    ("cjk-emphasis", "a colon inside the bold", _prose(f"这里{MARK}**动量：**窄谷")),
    ("cjk-emphasis", "quotes inside the bold", _prose(f"这是{MARK}**“重球”**方法")),
    ("html", "a script", _prose(f"Look {MARK}<script>alert(1)")),
    ("html", "a picture that acts", _prose(f"Look {MARK}<img src=x onerror=alert(1)>")),
    ("link", "javascript", _prose(f"[Click]({MARK}javascript:alert(1))")),
    ("link", "javascript in disguise", _prose(f"[Click]({MARK}java&#115;cript:alert(1))")),
    ("link", "data", _prose(f"[Click]({MARK}data:text/html,x)")),
    ("link", "not encrypted", _prose(f"[Click]({MARK}http://example.org)")),
    ("link", "out of the folder", _prose(f"[Click]({MARK}../../app.py)")),
    ("link", "automatic", _prose(f"See <{MARK}file:///etc/passwd>.")),
    ("link-elsewhere", "by reference", _prose(f"[Click][a]\n\n[a]: {MARK}https://example.org")),
    ("image", "remote", _prose(f"![A valley]({MARK}https://example.org/a.png)")),
    ("image", "out of the folder", _prose(f"![A valley]({MARK}assets/../../a.png)")),
    ("image-alt", "no description", _prose(f"{MARK}![](assets/a.png)")),
    ("choices-missing", "no list", _in(PREDICT, "- [x] Heavy\n  > Yes.\n- [ ] Plain\n", "")
     .replace(":::{predict}", f"{MARK}:::{{predict}}")),
    ("choices-no-answer", "no [x]", _in(PREDICT, "[x]", "[ ]")
     .replace(":::{predict}", f"{MARK}:::{{predict}}")),
    ("choices-many", "two [x]", _in(PREDICT, "[ ] Plain", "[x] Plain")
     .replace(":::{predict}", f"{MARK}:::{{predict}}")),
    ("choice-box", "a box with something else", _in(PREDICT, "- [ ] Plain", f"{MARK}- [y] Plain")),
    ("choice-box", "no space before the box", _in(PREDICT, "- [ ] Plain", f"{MARK}-[ ] Plain")),
    ("reveals", "nothing of that name", _in(PREDICT, "race", f"{MARK}raze")),
    ("reference", "of an answer", _in(NUMERIC, "experiment: race", f"experiment: {MARK}raze")),
    ("reference", "of a challenge", _in(CHALLENGE, "experiment: race", f"experiment: {MARK}guess")),
    ("slider-unbound", "nobody uses it",
     _in(EXPERIMENT, "  beta:", f"  {MARK}rho: {{min: 0, max: 1, value: 0.5}}\n  beta:")),
    ("slider-unknown", "a run names another",
     _in(EXPERIMENT, "optimizer: sgd, lr: $lr", f"optimizer: sgd, lr: {MARK}$rate")),
    ("slider-unknown", "a reference names another",
     _in(CHALLENGE, "lr: 0.09", f"{MARK}rate: 0.09")),
    ("slider-range", "it begins outside", _in(EXPERIMENT, "value: 0.02", f"value: {MARK}0.2")),
    ("slider-range", "the reference is outside", _in(CHALLENGE, "lr: 0.09", f"lr: {MARK}0.9")),
    ("slider-grid", "between two steps", _in(EXPERIMENT, "value: 0.8", f"value: {MARK}0.81")),
    ("slider-grid", "an answer that can't be set",
     _in(NUMERIC, "run: Heavy,", f"run: Heavy, at: {{lr: {MARK}0.02345}},")),
    ("formula", "an unknown function",
     _in(EXPERIMENT, "surface: {id: quadratic, condition: 30}",
         f"formula: x**2 + {MARK}sinus(y)")),
    ("cannot-run", "a knob out of its range",
     _in(EXPERIMENT, "optimizer: sgd, lr: $lr", "optimizer: sgd, lr: -1")
     .replace(":::{experiment}", f"{MARK}:::{{experiment}}")),
    ("cannot-run", "a claim about nothing",
     _in(EXPERIMENT, "- {run: Plain, metric: loss,", f"- {MARK}{{run: Plain, metric: lost,")),
    ("answer-none", "the loss never gets there",
     _in(NUMERIC, "answer: {experiment: race, run: Heavy, metric: steps_to_loss, target: 1e-3}",
         f"{MARK}answer: {{experiment: race, run: Heavy, metric: steps_to_loss, target: -1}}")),
    ("accept-tight", "all digits asked for",
     _in(NUMERIC, "steps_to_loss, target: 1e-3}\naccept: {abs: 2}", "loss}")
     .replace(":::{numeric}", f"{MARK}:::{{numeric}}")),
    ("wrong-is-right", "a wrong value in the tolerance",
     _in(NUMERIC, "accept: {abs: 2}",
         f"accept: {{abs: 99}}\nwrong: [{MARK}{{value: 50, message: No}}]")),
    ("claim", "it doesn't hold",
     _in(EXPERIMENT, "- {run: Plain, metric: loss, versus: Heavy, above: 0}",
         f"- {MARK}{{run: Plain, metric: loss, versus: Heavy, below: 0}}")),
    ("slider-unknown", "on a map, which has none",
     _prose(":::{map} all\n---\noptimizer: sgd\n"
            f"surface: {{id: quadratic, condition: {MARK}$k}}\n"
            "across: {knob: lr, min: 0.01, max: 1}\ndown: {knob: x0, min: 0, max: 1}\n---\n:::")),
    ("challenge-unmeasured", "a run that there is not",
     _in(CHALLENGE, "run: Heavy\ngoal", f"run: Heavi\n{MARK}goal")),
    ("challenge-lost", "its reference doesn't win",
     _in(CHALLENGE, "reference: {lr: 0.09, beta: 0.5}", f"{MARK}reference: {{lr: 0.01, beta: 0}}")),
    ("challenge-won-at-start", "nothing to do",
     _in(CHALLENGE, "goal: {metric: loss, below: 1e-3, within_steps: 30}",
         f"{MARK}goal: {{metric: loss, below: 100}}")),
    ("challenge-easy", "nearly everything wins",
     _in(CHALLENGE, "goal: {metric: loss, below: 1e-3, within_steps: 30}",
         "goal: {metric: loss_rises, below: 6}").replace("without: {beta: 0}\n", "")
     .replace("reference: {lr: 0.09, beta: 0.5}", "reference: {lr: 0.02, beta: 0}")
     .replace("::::{challenge}", f"{MARK}::::{{challenge}}")),
    ("challenge-without", "the idea isn't needed",
     _in(CHALLENGE, "without: {beta: 0}", f"{MARK}without: {{beta: 0.5}}")),
    ("value", "no such block", _prose(f"It ends at {MARK}{{value}}`rase.Heavy.loss`.")),
    ("value", "no such metric, in a hint",
     _in(CHALLENGE, "the brake?", f"the brake? {MARK}{{value}}`race.Heavy.lost`")),
]  # fmt: skip

# Of the name of a file.
IN_A_NAME = [
    ("file-name", "no language", "valley.md", MARK + LESSON),
    ("id-mismatch", "another id", "canyon.en.md", LESSON.replace("id: ", f"id: {MARK}", 1)),
    ("language-mismatch", "another language", "valley.zh.md",
     LESSON.replace("language: ", f"language: {MARK}", 1)),
]  # fmt: skip

# Of a translation beside its original.
IN_A_TRANSLATION = [
    ("translation-missing", "a block is left out",
     MARK + CHINESE.replace(":::{numeric} steps\n需要多少步？\n:::\n", "")),
    ("translation-extra", "a block too many", CHINESE.replace(":::{numeric} steps",
                                                             f"{MARK}:::{{numeric}} step")),
    ("translation-choices", "a choice is left out",
     CHINESE.replace("- 普通\n", "").replace(":::{predict}", f"{MARK}:::{{predict}}")),
    ("translation-folds", "a hint is left out",
     CHINESE.replace(":::{hint}\n哪一个是刹车？\n:::\n", "")
     .replace("::::{challenge}", f"{MARK}::::{{challenge}}")),
    ("translation-empty", "no words",
     CHINESE.replace("需要多少步？\n", "").replace(":::{numeric}", f"{MARK}:::{{numeric}}")),
    ("translation-options", "settings of its own",
     CHINESE.replace("哪个更快？", f":{MARK}reveals: race\n哪个更快？")),
    ("translation-options", "settings of a hint",
     CHINESE.replace(":::{hint}\n", f":::{{hint}}\n:{MARK}after: 2\n")),
    ("translation-label", "a label of nothing",
     CHINESE.replace("beta: 动量", f"{MARK}betta: 动量")),
    ("translation-unlabelled", "a label is left out",
     CHINESE.replace("lr: 学习率, ", "").replace(":::{experiment}", f"{MARK}:::{{experiment}}")),
    ("translation-original", "another original",
     CHINESE.replace("valley.en.md", f"{MARK}vally.en.md")),
    ("two-originals", "both say that they are",
     LESSON.replace("language: en", "language: zh").replace("id: ", f"{MARK}id: ", 1)),
    ("translation-old", "the original changed since",
     CHINESE.replace("objectives", f"source: {MARK}0123456789ab\nobjectives", 1)),
    ("value", "in a sentence of its own",
     CHINESE.replace("需要多少步？", f"需要多少步？{MARK}{{value}}`race.Heavy.lost`")),
]  # fmt: skip


def place(text):
    """(the text without its mark, line and column of the mark)."""
    before, _, after = text.partition(MARK)
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")
