"""Whatever is typed ends at once, in a Formula or in a sentence that says what to write instead."""

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optim_core import Formula, FormulaError
from optim_core.formula.machine import REGISTERS
from optim_core.formula.tree import DEEPEST, FUNCTIONS, MOST_OPERATIONS, NAMES

REFUSED = [
    ("", 1, "the formula is empty"),
    ("   ", 1, "the formula is empty"),
    ("2x", 2, "write 2*x"),
    ("2 x", 3, "write 2*x"),
    ("x y", 3, "write x*y"),
    ("3.5sin(x)", 4, "write 3.5*sin"),
    ("2(x + 1)", 2, "write 2*("),
    ("x(y + 1)", 2, "write x*("),
    ("(x)(y)", 4, "write )*("),
    ("(x + 1)y", 8, "write )*y"),
    ("sin(x)cos(y)", 7, "write )*cos"),
    ("2 3", 3, "write 2*3"),
    ("1.2.3", 4, "write 1.2*.3"),
    ("2e", 2, "write 2*e"),
    ("1e+", 2, "write 1*e"),
    ("x^2y", 4, "write 2*y"),
    ("xy", 1, "did you mean x*y?"),
    ("xyx + 1", 1, "did you mean x*y*x?"),
    ("2xy", 2, "did you mean x*y?"),
    ("x2", 1, "did you mean x^2?"),
    ("X + 1", 1, "did you mean x?"),
    ("1 + SIN(x)", 5, "did you mean sin?"),
    ("sinx", 1, "did you mean sin(x)?"),
    ("sin x", 1, "write sin(x)"),
    ("x*sqrt", 3, "write sqrt(x)"),
    ("ln(x)", 1, "did you mean log?"),
    ("arctan(x)", 1, "did you mean atan?"),
    ("sqr(x)", 1, "did you mean sqrt?"),
    ("z^2", 1, "z is unknown; there are x y pi e sin"),
    ("x + theta", 5, "theta is unknown"),
    ("1_000", 2, "_000 is unknown"),
    ("0x10", 2, "x10 is unknown"),
    ("0b1", 2, "b1 is unknown"),
    ("1j", 2, "j is unknown"),
    ("__import__(x)", 1, "__import__ is unknown"),
    ("x +", 4, "missing after +"),
    ("* x", 1, "missing before *"),
    ("x + * y", 5, "missing before *"),
    ("x // y", 4, "missing before /"),
    ("x ***y", 5, "missing before *"),
    ("x^", 3, "missing after ^"),
    ("x^^2", 3, "missing before ^"),
    ("()", 2, "missing before )"),
    ("sin()", 5, "missing before )"),
    ("min(x,)", 7, "missing before )"),
    ("-", 2, "missing after -"),
    (".", 1, "'.' can't be used"),
    ("(x + 1", 1, "this ( is never closed"),
    ("x*(y + (1 - x)", 3, "this ( is never closed"),
    ("sin(x", 4, "this ( is never closed"),
    ("x + 1)", 6, "this ) was never opened"),
    ("x, y", 2, "a comma only stands between"),
    ("1,5*x", 2, "decimals have a point"),
    ("(x, y)", 3, "a comma only stands between"),
    ("min(x)", 1, "write min(x, y)"),
    ("max(x, y, 1)", 1, "write max(x, y)"),
    ("sin(x, y)", 1, "write sin(x)"),
    ("z = x^2", 3, "right of f(x, y) ="),
    ("|x|", 1, "write abs(x)"),
    ("x!", 2, "no factorial"),
    ("5 % x", 3, "write a division"),
    ("[x]", 1, "group with ( and )"),
    ("x; y", 2, "a formula has numbers"),
    ("'x'", 1, "a formula has numbers"),
    ("x\x00", 2, "'\\x00' can't be used"),
    ("x > 1", 3, "a formula has numbers"),
    ("2000000*x", 1, "2000000 is too large; numbers up to 1,000,000"),
    ("x + 1e400", 5, "1e400 is too large"),
    ("x^17", 3, "the exponent 17 is out of range; those from -16 to 16"),
    ("x^-16.5", 3, "the exponent -16.5 is out of range"),
    ("x^(10 + 10)", 4, "the exponent 20 is out of range"),
    ("9**9**9", 4, "the exponent 3.8742e+08 is out of range"),
    ("2^2^2^2^2", 3, "the exponent 65536 is out of range"),
    ("x^log(-1)", 3, "the exponent nan is out of range"),
]
LOOK_ALIKES = [
    ("\uff58 + 1", 1, "FULLWIDTH LATIN SMALL LETTER X (U+FF58)", "write x"),
    ("x \uff0b 1", 3, "FULLWIDTH PLUS SIGN", "write +"),
    ("2\u00d7x", 2, "MULTIPLICATION SIGN", "write *"),
    ("x\u00b7y", 2, "MIDDLE DOT", "write *"),
    ("x \u2212 1", 3, "MINUS SIGN", "write -"),
    ("x \u2013 1", 3, "EN DASH", "write -"),
    ("x\u00f7y", 2, "DIVISION SIGN", "write /"),
    ("x\u00b2", 2, "SUPERSCRIPT TWO", "write ^2"),
    ("\u03c0*x", 1, "GREEK SMALL LETTER PI", "write pi"),
    ("\u221ax", 1, "SQUARE ROOT", "write sqrt(...)"),
    ("\uff08x\uff09", 1, "FULLWIDTH LEFT PARENTHESIS", "write ("),
    ("min(x\uff0cy)", 6, "FULLWIDTH COMMA", "write ,"),
    ("\u0445 + 1", 1, "CYRILLIC SMALL LETTER HA", "write plain letters"),
    ("x\u200b + 1", 2, "ZERO WIDTH SPACE", "write plain letters"),
    ("x\u202e + 1", 2, "RIGHT-TO-LEFT OVERRIDE", "write plain letters"),
    ("x\u00a0+ 1", 2, "NO-BREAK SPACE", "write an ordinary space"),
    ("\ufeffx", 1, "ZERO WIDTH NO-BREAK SPACE", "write plain letters"),
    ("x + \ud800", 5, "a character (U+D800)", "write plain letters"),
    ("\u0661 + x", 1, "ARABIC-INDIC DIGIT ONE", "write plain letters"),
    ("\U0001d465", 1, "MATHEMATICAL ITALIC SMALL X", "write x"),
]
HOSTILE = [
    "().__class__.__bases__[0].__subclasses__()",
    "__import__('os').system('id')",
    "eval('1')",
    "exec('x=1')",
    "lambda: x",
    "x if x else y",
    "[x for x in (1,2)]",
    "{x: y}",
    "f'{x}'",
    "x.real",
    "x.__class__",
    "open('/etc/passwd')",
    "globals()",
    "print(x)",
    "import os",
    "x := 3",
    "x = 3; y = 4",
    "`id`",
    "$(id)",
    "$x$",
    "\\frac{1}{2}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "x' OR '1'='1",
    "x -- comment",
    "x # comment",
    "x /* comment */",
    "../../etc/passwd",
    "%s%s%n",
    "{0.__class__}",
    "${jndi:ldap://x}",
    "9**9**9**9",
    "9^9^9^9",
    "((((9^9)^9)^9)^9)^99",
    "x^1e308",
    "1e308*10",
    "1e999999999",
    "1e-999999999*x*y*z",
    "0" * 200 + "x",
    "9" * 200,
    "1" * 10_000,
    "x" * 1_000_000,
    "(" * 200,
    "(" * 100_000,
    "(" * 99 + "x" + ")" * 99,
    ")" * 200,
    "-" * 200 + "x",
    "-" * 100_000 + "x",
    "+" * 150 + "x",
    "x" * 200,
    "x^" * 99 + "x",
    "x+" * 99 + "x",
    "sin(" * 40 + "x" + ")" * 40,
    "min(" * 50,
    "," * 200,
    "." * 200,
    "e" * 200,
    "1." * 100,
    "*" * 200,
    "^" * 200,
    "\x00" * 50,
    "x\n\n\n;",
    "\r\n\t",
    "\x1b[2J",
    "\x7f",
    "x\x1cy",
    "\u202e" * 50,
    "\ud800\udc00",
    "\U0010ffff",
    "x" + "\u0301" * 100,
    "\u2028x",
]


def refusal(text):
    with pytest.raises(FormulaError) as caught:
        Formula(text)
    return caught.value


@pytest.mark.parametrize(("text", "column", "said"), REFUSED)
def test_says_what_is_wrong_where_and_what_to_write(text, column, said):
    error = refusal(text)
    assert error.column == column
    assert said in str(error)
    assert str(error) == error.text.en and str(error).startswith(f"column {column}: ")
    assert error.text.zh.startswith(f"第 {column} 列：") and error.text.zh != error.text.en


@pytest.mark.parametrize(("text", "column", "name", "out"), LOOK_ALIKES)
def test_names_a_foreign_character_and_what_is_meant(text, column, name, out):
    error = refusal(text)
    assert error.column == column
    assert name in error.text.en and name in error.text.zh
    assert out in error.text.en
    assert error.text.en.isascii()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("×·∙⋅∗", "*"),
        ("÷∕", "/"),
        ("−‐‑‒–—", "-"),
        ("，、", ","),
        ("。．", "."),
        ("²", "^2"),
        ("³", "^3"),
    ],
)
def test_each_sign_of_an_input_method_or_a_copied_page_is_told_as_its_own(typed, meant):
    for sign in typed:
        assert refusal(f"x{sign}").text.en.endswith(f"; write {meant}")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_refused_at_once(text):
    assert isinstance(refusal(text), ValueError)
    seconds = []
    for _ in range(5):
        begin = time.thread_time()  # whatever else this machine is doing
        refusal(text)
        seconds.append(time.thread_time() - begin)
    assert min(seconds) < 0.005
    assert len(str(refusal(text))) < 200


@pytest.mark.parametrize("text", [None, 3, 2.5, b"x", ["x"], Formula("x")])
def test_what_is_no_text_is_refused(text):
    assert "a formula is a text" in str(refusal(text))


@pytest.mark.parametrize(
    ("longest", "too_long", "column"),
    [
        ("x" + " " * 199, "x" + " " * 200, 201),
        ("(" * DEEPEST + "x" + ")" * DEEPEST, "(" * 25 + "x" + ")" * 25, 26),
        ("-" * DEEPEST + "x", "-" * 25 + "x", 26),
        ("sin(" * DEEPEST + "x" + ")" * DEEPEST, "sin(" * 25 + "x" + ")" * 25, 101),
        ("x^" * DEEPEST + "x", "x^" * 25 + "x", 51),
        ("x+" * MOST_OPERATIONS + "x", "x+" * 65 + "x", 130),
        ("1000000*x", "1000001*x", 1),
        ("x^16 + x^-16", "x^16.1", 3),
    ],
)
def test_the_limits_are_where_they_are_said_to_be(longest, too_long, column):
    Formula(longest).hessian(0.5, 0.5)
    assert refusal(too_long).column == column


@pytest.mark.parametrize(
    "text",
    [
        "x^y^" * 12 + "x",
        "^".join(["(x/y)"] * DEEPEST),
        "-".join(f"(x+{k})^y" for k in range(20)),
        "+".join(f"tan({k}^x)^y" for k in range(12)),
        "*".join(f"x^{k}.5^y" for k in range(2, 16)),
        "+".join(f"(x+{k})^-15" for k in range(15)),
        "/".join(["tan(x)", "asin(y)", "acos(x*y)", "tanh(x^y)", "log2(x+y)", "sqrt(x/y)"] * 3),
    ],
)
def test_the_largest_formulas_leave_room_in_the_machine(text):
    """A tape with more registers than the machine has would compute something else."""
    numbers, instructions = Formula(text)._hessian[:2]
    assert 100 < 2 + numbers + instructions < REGISTERS / 2


def test_an_error_travels():
    error = refusal("x + 2y")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.column, again.text) == (str(error), error.column, error.text)


def assert_formula_or_error(text):
    try:
        formula = Formula(text)
    except FormulaError as error:
        assert 1 <= error.column <= len(text) + 1
        assert error.text.en and error.text.zh
    else:
        formula.value_and_grad(0.3, 0.7)


TOKENS = [*NAMES, *(f"{name}(" for name in FUNCTIONS), *"+-*/^(),", "**", "2", ".5", "3.", "1e2"]
TEXTS = st.text()
OF_ITS_LETTERS = st.text(alphabet="xyepi sncotaqrlg0123456789.+-*/^(),", max_size=60)
OF_ITS_TOKENS = st.lists(st.sampled_from(TOKENS), max_size=40)


@given(TEXTS)
def test_any_text_ends_in_a_formula_or_an_error(text):
    assert_formula_or_error(text)


@given(OF_ITS_LETTERS)
def test_any_text_of_a_formulas_letters_ends_in_a_formula_or_an_error(text):
    assert_formula_or_error(text)


@given(OF_ITS_TOKENS)
def test_any_tokens_end_in_a_formula_or_an_error(tokens):
    assert_formula_or_error(" ".join(tokens))
    assert_formula_or_error("".join(tokens))
