"""One thing, one term: the glossary is kept by every text of every language."""

import re
import tomllib

import pytest

from pages.shared.site.words import LANGUAGES
from tests.pages.texts import ROOT, texts

PATH = ROOT / "pages/shared/site/words/glossary.toml"
GLOSSARY = tomllib.loads(PATH.read_text("utf-8"))


def wrong(text, language, glossary=GLOSSARY):
    """[(what must not stand there, the term that should)] of one text."""
    found = []
    for entry in glossary.values():
        term = entry[language]
        kept = [*_places(text, term), *_each(text, entry.get(f"within_{language}", ()))]
        for variant in entry.get(f"never_{language}", ()):
            for first, last in _places(text, variant):
                if not any(begin <= first and last <= end for begin, end in kept):
                    found.append((variant, term))
    return found


def _each(text, words):
    return [place for word in words for place in _places(text, word)]


def _places(text, word):
    return [found.span() for found in re.finditer(re.escape(word), text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_keeps_to_the_glossary(language):
    said = [
        f"{where}: {variant!r} should be {term!r}"
        for where, text in texts(language)
        for variant, term in wrong(text, language)
    ]
    assert not said, "\n".join(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_word_is_found_anywhere(language):
    """Words, lessons, messages, source and registries all are read."""
    places = [where for where, _ in texts(language)]
    template = "template.zh.md" if language == "zh" else "template.md"
    for part in (
        f"pages/shared/site/words/{language}/adam.toml:1",
        f"lessons/saddles.{language}.md:2",
        f"lessons/engine/{template}:1",
        "lessons/engine/rules.toml:",
        "lessons/engine/kinds/challenge.py:" if language == "zh" else "optim_core/film.py:",
        "optim_core/models/mlp.py:",
        "CLAIMS['l2_and_decay_best'].",
        "FIGURES['hessians'].SETTINGS",
    ):
        assert any(where.startswith(part) for where in places), part


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("取全批", [("全批", "全批量")]),
        ("取全批量", []),
        ("取全批量，不取全批", [("全批", "全批量")]),
        ("打开超参数地图", []),
        ("打开参数地图", [("参数地图", "超参数")]),
        ("一个海森矩阵（Hessian）", []),
        ("一个 Hessian", [("Hessian", "海森矩阵（Hessian）")]),
    ],
)
def test_a_variant_is_wrong_but_within_what_may_stay(text, said):
    assert wrong(text, "zh") == said


def test_no_term_is_forbidden_by_another():
    for name, entry in GLOSSARY.items():
        for language in LANGUAGES:
            assert not wrong(entry[language], language), name


def test_the_glossary_is_sound():
    known = {part + language for part in ("", "never_", "within_") for language in LANGUAGES}
    for name, entry in GLOSSARY.items():
        assert set(entry) <= known and {"en", "zh"} <= set(entry), name
        for language in LANGUAGES:
            variants = entry.get(f"never_{language}", [])
            assert len(set(variants)) == len(variants) and entry[language] not in variants, name
            for word in entry.get(f"within_{language}", []):
                assert any(variant in word for variant in variants), (name, word)


def test_no_two_things_have_one_term():
    for language in LANGUAGES:
        terms = [entry[language] for entry in GLOSSARY.values()]
        assert sorted(set(terms)) == sorted(terms)
