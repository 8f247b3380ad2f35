"""The page on claims: a guess first, then an experiment whose words are its numbers."""

from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from optim_core import CLAIMS, Scenario
from optim_core.evidence import Row
from pages.shared import figures
from pages.shared.figures import claim_runs
from pages.shared.figures.catalogue import claims as page
from pages.shared.site.escape import escaped
from pages.shared.site.recent import Recent
from pages.shared.site.words import LANGUAGES, translator, words
from tests.pages.opening import components, opened, prose

FEW = {"seeds": 2.0, "tries": 5.0}


def settings_of(claim, **changes):
    defaults = {name: knob.default for name, knob in CLAIMS[claim].knobs.items()}
    changes = {name: value for name, value in changes.items() if name in defaults}
    return figures.read("claims", {}, {"claim": claim} | defaults | changes)[0]


@pytest.fixture(params=CLAIMS)
def claim(request):
    return request.param


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_is_drawn_with_its_own_numbers(claim, language):
    t, settings = translator(language), settings_of(claim, **FEW)
    last = list(page.draw(settings, t))[-1]
    assert last.progress is None and last.facts["done"]
    assert last.facts["pairs"] == 2 * len(CLAIMS[claim].settings)
    [plot] = last.plots
    dots = next(trace for trace in plot.traces if trace.get("name") == t("claims.dots_name"))
    assert len(dots["x"]) == last.facts["pairs"]
    low, high = plot.x.range
    assert ((low <= dots["x"]) & (dots["x"] <= high)).all()
    header, lines = last.table
    assert [len(each) for each in lines] == [len(header)] * len(CLAIMS[claim].settings)


def made_up(claim, mean):
    """Rows of all settings of a claim, in which it wins by as much, or loses."""
    noise = 0.1 * np.random.default_rng(0).standard_normal(20)
    settings = CLAIMS[claim].settings
    return [
        Row(name, seed, 50.0 + mean[place % len(mean)] + noise[seed], 50.0)
        for seed in range(20)
        for place, name in enumerate(settings)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("mean", "outcome"),
    [((5.0,), "holds"), ((-5.0,), "does_not"), ((5.0, -5.0), "depends"), ((1.0,), "undecided")],
)
def test_the_sentence_is_the_verdict(mean, outcome, language):
    t, claim = translator(language), CLAIMS["not_trapped"]
    knobs = claim.complete()
    drawn = page.picture(claim, knobs, made_up("not_trapped", mean), "holds", t)
    assert drawn.facts["outcome"] == outcome
    assert t(f"claims.say_{outcome}") in drawn.sentence
    assert t(f"claims.verdict.{outcome}") in drawn.plots[0].title
    right = t("claims.say_right", guess=t("claims.guess.holds"))
    assert (right in drawn.sentence) == (outcome == "holds")
    for name, side in drawn.facts["sides"].items():
        assert (
            page.title_of(claim, name, t)
            in drawn.sentence.split(words(language)[f"claims.say_side_{side}"].split("{")[0])[-1]
        )


def test_a_verdict_is_called_one_only_at_the_end():
    t, claim = translator("en"), CLAIMS["not_trapped"]
    rows = made_up("not_trapped", (5.0,))
    early = page.picture(claim, claim.complete(), rows[:-1], "holds", t)
    assert early.progress < 1.0 and not early.facts["done"]
    assert early.plots[0].title.startswith("179 of 180 pairs are measured")
    assert "unclear" in early.facts["sides"].values()
    assert early.sentence == early.plots[0].title


def test_a_stopped_experiment_is_not_kept_and_a_finished_one_is():
    settings = settings_of("adam_faster", seeds=2.0, seed=77.0)
    knobs = page.knobs_of("adam_faster", settings)
    pictures = page.draw(settings, translator("en"))
    next(pictures)
    pictures.close()
    assert claim_runs.finished("adam_faster", knobs) is None
    list(page.draw(settings, translator("en")))
    assert claim_runs.verdict("adam_faster", knobs).n == 2 * len(CLAIMS["adam_faster"].settings)


def test_the_kept_experiments_are_bounded(monkeypatch):
    monkeypatch.setattr(claim_runs, "_measured", Recent(2))
    asked = [CLAIMS["adam_faster"].complete({"seeds": 1, "seed": 100 + k}) for k in range(3)]
    for knobs in asked:
        list(claim_runs.rows("adam_faster", knobs))
    assert [claim_runs.finished("adam_faster", knobs) is None for knobs in asked] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_claims_are_listed_and_none_has_a_verdict_before_it_was_tried(language):
    app = opened("claims", lang=language)
    assert not app.exception
    for claim in CLAIMS.values():
        assert getattr(claim.title, language) in prose(app)
    untried = words(language)["claims.not_tested"]
    assert [each.value for each in app.caption].count(untried) == len(CLAIMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_experiment_waits_for_a_guess(claim, language):
    app = opened("claims", lang=language, claim=claim)
    assert not app.exception
    assert components(app) == []
    app = app.button(key="guess-depends").click().run()
    assert not app.exception
    [given] = components(app)
    assert given["figure"] == "claims"
    assert f"claim={claim}" in given["query"] and "guess=depends" in given["query"]
    assert app.query_params["claim"] == claim


def test_a_card_shows_the_verdict_of_the_experiment_that_was_asked_for():
    query = {"claim": "adam_faster", "guess": "holds", "seeds": "6", "lang": "en"}
    settings = settings_of("adam_faster", seeds=6.0)
    list(page.draw(settings, translator("en")))
    verdict = claim_runs.verdict("adam_faster", page.knobs_of("adam_faster", settings))
    app = opened("claims", **query).button(key="all").click().run()
    assert not app.exception
    shown = [each.value for each in app.caption]
    assert any(f"{verdict.wins} of {verdict.n} pairs won" in each for each in shown)
    assert shown.count(words("en")["claims.not_tested"]) == len(CLAIMS) - 1
    again = app.button(key="open-adam_faster").click().run()
    assert again.query_params["seeds"] == "6"


def test_a_place_of_another_claim_and_nonsense_are_replaced():
    knobs = page.knobs_of("adam_faster", settings_of("adam_faster", where="mlp_none"))
    assert knobs["where"] == "all"
    app = opened("claims", lang="en", claim="adam_faster", guess="holds", seeds="-3", where="mars")
    assert not app.exception
    [said] = [each.value for each in app.caption if "⚠" in each.value]
    assert "seeds=-3" in said and "where=mars" in said
    for query in ({"claim": "mars"}, {"claim": "adam_faster", "where": "mlp_none"}):
        app = opened("claims", lang="zh", **query)
        unread = escaped(list(query.values())[-1])
        assert any("⚠" in each.value and unread in each.value for each in app.caption)


def doors(claim, **query):
    app = opened("claims", lang="en", claim=claim, guess="holds", **query)
    assert not app.exception
    urls = [urlsplit(each.proto.url) for each in app.get("link_button")]
    return [(url.path, dict(parse_qsl(url.query))) for url in urls]


def test_a_race_is_opened_exactly_as_it_was_run():
    claim = CLAIMS["adam_faster"]
    [(page_id, query)] = doors("adam_faster", where="beale", seed="5", tries="6")
    knobs = claim.complete({"where": "beale", "seed": 5, "tries": 6})
    assert page_id == "race" and query.pop("lang") == "en"
    scenario, problems = Scenario.from_query(query)
    assert not problems
    assert scenario == claim.example(knobs, "beale", 5)


def test_a_training_is_opened_side_by_side():
    mine, other = doors("l2_and_decay_best", where="cnn_dropout", seed="4")
    claim = CLAIMS["l2_and_decay_best"]
    both, dropout = claim.example(claim.complete({"seed": 4}), "cnn_dropout", 4)
    assert mine[0] == other[0] == "training"
    assert mine[1].items() >= {"model": "cnn", "filters": "8", "l2": f"{both['l2']}"}.items()
    assert (
        other[1].items() >= {"dropout": f"{dropout['dropout']}", "l2": "0.0", "seed": "4"}.items()
    )
    assert {key for key in mine[1] if mine[1][key] != other[1][key]} == {
        "l2",
        "weight_decay",
        "dropout",
    }
