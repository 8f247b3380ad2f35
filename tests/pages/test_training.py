"""The training lab's figures and page: what is said is so, and nonsense is answered in words."""

import json
import re
import runpy

import numpy as np
import pytest

from optim_core import DATASETS, train
from optim_core.evidence import SIDES
from optim_core.image_files import FOLDER
from pages.shared import figures
from pages.shared.figures import own_tables
from pages.shared.figures.catalogue import regularisation, training
from pages.shared.figures.lab.program import has_program
from pages.shared.figures.lab.settings import (
    HERE,
    SCHEDULE_SETTINGS,
    SETTINGS,
    companions,
    load,
    pin,
    pinned,
    trainer,
    used,
)
from pages.shared.server.downloads import of_link
from pages.shared.site.numbers import percent
from pages.shared.site.words import LANGUAGES, translator, words
from tests.pages.opening import components, opened, prose

FOR_EVERYBODY = [name for name, spec in DATASETS.items() if not spec.from_files]
QUICK = {"samples": 60, "epochs": 2}
SCHEDULE_IDS = [id_ for names in SCHEDULE_SETTINGS.values() for id_ in names]
CHAPTERS = ("digits", "borders", "overfit", "batches", "own", "regularisation")


class Buttons:
    """What a viewer says, one list of names at each look."""

    def __init__(self, *presses):
        self.presses = list(presses)

    def take(self):
        return [{name: True} for name in (self.presses.pop(0) if self.presses else ())]


def settings(**changed):
    texts = {name: SETTINGS[name].to_text(value) for name, value in changed.items()}
    read, problems = figures.read("training", texts)
    assert not problems
    return read


def drawn(language="en", presses=None, name="training", **changed):
    read = settings(**changed) if name == "training" else figures.read(name, changed)[0]
    return [p for p in figures.drawn(name, read, translator(language), presses) if p]


def last(**changed):
    return drawn(**changed)[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dataset", FOR_EVERYBODY)
def test_every_data_set_is_drawn_in_every_language(dataset, language):
    picture = last(language=language, dataset=dataset, **QUICK)
    assert picture.progress is None and picture.sentence
    assert 2 <= len(picture.plots) <= 4
    assert "{" not in picture.sentence


def test_the_sentence_is_that_of_the_run():
    picture = last(epochs=3)
    history = train("mlp", "digits", "adam", epochs=3, knobs={"lr": 0.01})
    said = [float(n) for n in re.findall(r"([\d.]+) %", picture.sentence)]
    shares = [history.test_accuracy[-1], history.epoch_accuracy[-1]]
    np.testing.assert_allclose(said, np.round(100 * np.array(shares), 1))
    assert "3 epochs (66 updates)" in picture.sentence


def test_overfitting_is_said_only_where_the_test_loss_rises_and_the_training_loss_falls():
    risen = last(samples=60, epochs=300, hidden=(64,), lr=0.03)
    test, train_ = (trace["y"] for trace in risen.plots[0].traces[2:0:-1])
    assert "overfitting" in risen.sentence
    best = int(np.argmin(test))
    assert f"after epoch {best} " in risen.sentence
    assert test[-1] > 1.1 * test[best] and train_[-1] < train_[best]
    assert "overfitting" not in last(epochs=5).sentence


def test_the_chapter_on_overfitting_shows_a_gap():
    """Its words say that the training curve is perfect, and the test curve is not."""
    facts = last(samples=100, epochs=200, lr=0.003, hidden=(64,)).facts
    assert facts["train_accuracy"] == 1.0 and facts["test_accuracy"] < 0.93


def test_a_model_that_has_learnt_nothing_is_told_from_one_that_guesses_well():
    assert "nothing has been learnt" in last(lr=3.0, epochs=3).sentence
    assert "nothing has been learnt" not in last(epochs=3).sentence


def test_divergence_names_the_update_and_the_way_out():
    picture = last(dataset="line", model="linear", optimizer="sgd", lr=3.0, epochs=100)
    assert picture.facts["diverged"] == 1
    assert f"update {picture.facts['updates'] + 1} " in picture.sentence
    assert "smaller learning rate" in picture.sentence


def test_several_seeds_have_a_band_as_wide_as_their_spread():
    picture = last(seeds=3, epochs=2)
    runs = [train("mlp", "digits", "adam", epochs=2, knobs={"lr": 0.01}, seed=s) for s in range(3)]
    finals = np.array([run.test_accuracy[-1] for run in runs])
    spread = f"{100 * finals.mean():.1f} ± {100 * finals.std(ddof=1):.1f} %"
    assert spread in picture.sentence
    assert any(trace.get("area") for trace in picture.plots[2].traces)


def test_a_model_that_is_not_for_the_data_gives_way_to_the_nearest():
    assert last(dataset="line", model="softmax").facts["replaced"]["model"] == ["softmax", "mlp"]


def test_what_cannot_be_trained_is_said_in_words(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    with pytest.raises(ValueError, match="MNIST is read from files that you have"):
        last(dataset="mnist")
    with pytest.raises(ValueError, match="Choose a CSV file first"):
        last(dataset="csv")
    for dataset in ("mnist", "csv"):
        with pytest.raises(ValueError, match=r".") as caught:
            last(language="zh", dataset=dataset)
        assert re.search("[一-鿿]", caught.value.text.zh)


def test_too_many_updates_are_refused_in_a_sentence():
    picture = last(batch=1, epochs=500, seeds=10)
    assert picture.facts["capped"] and picture.facts["updates"] == 0
    assert "the limit is 400,000" in picture.sentence


def test_a_training_that_takes_too_long_is_ended_and_says_so(monkeypatch):
    monkeypatch.setattr(training, "MOST_SECONDS", 0.0)
    monkeypatch.setattr(training, "FIRST", 0.0)
    picture = last(epochs=500)
    assert picture.facts["capped"] and picture.facts["epochs"] < 500
    assert "Stopped after 0 s" in picture.sentence


def test_by_hand_one_press_is_one_update():
    presses = Buttons(["step"], ["step"], ["faster"], ["step"])
    pictures = figures.drawn("training", settings(pace="step"), translator("en"), presses)
    seen = []
    while len(seen) < 5:
        picture = next(pictures)
        if picture:
            seen.append(picture)
    pictures.close()
    assert [each.facts["updates"] for each in seen] == [0, 1, 2, 2, 3]
    assert seen[0].facts["paused"] and seen[0].progress is not None
    assert [name for name, _ in seen[0].buttons] == ["pause", "step", "slower", "faster"]
    assert seen[-1].facts["rate"] == pytest.approx(0.02)
    assert "The learning rate became 0.02 at epoch" in seen[-1].sentence


def test_a_paused_training_says_that_there_is_nothing_new_and_goes_on_when_told(monkeypatch):
    monkeypatch.setattr(training, "MOMENT", 0.0)
    presses = Buttons()
    pictures = figures.drawn("training", settings(pace="step"), translator("en"), presses)
    assert next(pictures).facts["updates"] == 0
    assert [next(pictures) for _ in range(3)] == [None] * 3
    presses.presses = [["pause"]]
    assert [each for each in pictures if each][-1].facts["epochs"] == 20


def test_a_watched_training_comes_in_many_pictures_and_to_the_same_end(monkeypatch):
    monkeypatch.setattr(training, "MOMENT", 0.0)
    presses = Buttons()
    watched = drawn(presses=presses, pace="watch", epochs=2)
    assert len(watched) > 20
    updates = [each.facts["updates"] for each in watched]
    assert updates == sorted(updates)
    assert watched[-1].facts["test_loss"] == last(epochs=2).facts["test_loss"]


def test_a_pinned_run_is_drawn_beside_the_next_and_listed_with_it():
    first = settings(epochs=3, lr=0.1)
    picture = last(epochs=3, pins=pin("", first))
    header, rows = picture.table
    assert len(rows) == 2 and len(rows[0]) == len(header)
    assert rows[1][0] == "1: learning rate 0.1"
    alone = last(epochs=3, lr=0.1).facts["test_accuracy"]
    assert rows[1][1] == f"{100 * alone:.1f}"


def test_what_is_typed_is_refused_by_its_own_name_and_without_a_link():
    _, (problem,) = figures.read("training", {"hidden": "abc"}, typed=True)
    possible = "it takes 0 to 3 sizes from 1 to 256"
    assert problem.en == f"hidden layers = abc: that can't be read, {possible}; it stays as it was."
    assert problem.zh == "隐藏层 = abc：无法读取，可取 0 至 3 个 1 至 256 的整数；保持原样。"


def test_sizes_may_stand_between_commas_of_a_chinese_keyboard():
    settings, problems = figures.read("training", {"hidden": "32，16"}, typed=True)
    assert (settings["hidden"], problems) == ((32, 16), ())


def test_pins_are_read_back_as_they_were_written():
    first, second = settings(lr=0.1), settings(optimizer="sgd", hidden=(8, 8))
    text = pin(pin("", first), second)
    assert pin(text, second) == text
    for read, written in zip(pinned(text), (first, second), strict=True):
        assert {k: read[k] for k in used(written)} == {k: written[k] for k in used(written)}
    for number in range(5):
        text = pin(text, settings(seed=number))
    assert len(pinned(text)) == 3


@pytest.mark.parametrize("nonsense", ["x", "lr.abc", "lr.0.1~~~~lr.0.1", "model.tree", "~" * 50])
def test_pins_that_are_none_are_refused_and_the_page_opens(nonsense):
    with pytest.raises(ValueError, match=r"."):
        pinned(nonsense)
    app = opened("training", lang="en", pins=nonsense)
    assert not app.exception and "⚠" in " ".join(each.value for each in app.caption)


def test_nothing_pinned_stays_nothing_pinned_where_a_chapter_brings_a_pin():
    app = opened("training", lang="en", chapter="batches")
    (unpin,) = [each for each in app.button if each.key == "unpin"]
    unpin.click().run()
    (figure,) = components(app)
    assert "pins=none" in figure["query"] and pinned("none") == []
    assert not [each for each in app.button if each.key == "unpin"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_text_in_a_link_raises(chapter):
    nonsense = dict.fromkeys((*SETTINGS, "seeds"), "ü{}%")
    assert not opened("training", lang="en", **nonsense | {"chapter": chapter}).exception


def test_another_optimiser_begins_with_a_rate_that_it_learns_with():
    before = settings()
    assert companions(before, settings(optimizer="sgd")) == {"lr": 0.3}
    assert companions(before, settings(optimizer="sgd", lr=0.5)) == {}
    changed = companions(before, settings(dataset="spirals"))
    assert changed["hidden"] == (16, 16) and changed["samples"] == 600


def test_own_tables_train_with_the_column_of_ones_choice():
    generator = np.random.default_rng(0)
    x = generator.normal(size=(80, 2))
    lines = [f"{a},{b},{int(a + b > 0)},{a - b}" for a, b in x]
    key = own_tables.keep("\n".join(["a,b,side,gap", *lines]).encode())
    classes = last(dataset="csv", table=key, column=2, epochs=30, batch=8)
    assert classes.facts["test_accuracy"] > 0.8
    numbers = last(dataset="csv", table=key, column=3, model="linear", epochs=30, batch=8)
    assert np.isnan(numbers.facts["test_accuracy"]) and "squared error" in numbers.sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_in_every_language(chapter, language):
    app = opened("training", lang=language, chapter=chapter)
    assert not app.exception
    assert translator(language)(f"training.{chapter}.title") == app.header[0].value
    assert translator(language)(f"training.{chapter}.body") in prose(app)


def test_only_models_that_fit_the_data_are_offered():
    (figure,) = components(opened("training", lang="en", dataset="wine"))
    (model,) = [each for each in figure["controls"] if each["id"] == "model"]
    assert [name for name, _ in model["options"]] == ["softmax", "mlp"]


def test_a_link_with_a_model_that_does_not_fit_says_so_and_opens():
    app = opened("training", lang="en", dataset="line", model="cnn")
    assert any("does not suit these data" in each.value for each in app.caption)
    (figure,) = components(app)
    assert "model=mlp" in figure["query"]


@pytest.fixture
def short(monkeypatch):
    """Experiment 4 with little training: its words, not its science."""
    monkeypatch.setattr(regularisation.experiment, "EPOCHS", {"mlp": 3, "cnn": 1})


@pytest.mark.parametrize("language", LANGUAGES)
def test_experiment_4_stands_beside_the_notes_figures(language, short):
    pictures = drawn(language, name="regularisation", seeds="2")
    assert len(pictures) == 5 and pictures[0].progress == 0.0
    header, rows = pictures[-1].table
    assert len(header) == 7 and len(rows) == 5
    t = translator(language)
    notes = [percent(number, t) for number in ("98.90", "99.10", "99.00", "99.20", "99.00")]
    assert [row[3] for row in rows] == notes
    assert "CIFAR-10" in header[6]
    for place, network in ((1, "mlp"), (4, "cnn")):
        facts = pictures[-1].facts[network]
        ours = zip(facts["means"], facts["spreads"], strict=True)
        shown = [percent(f"{100 * mean:.1f} ± {100 * spread:.1f}", t) for mean, spread in ours]
        assert [row[place] for row in rows] == shown
        assert rows[0][place + 1] == percent("100.0", t)


def test_the_sentence_of_experiment_4_is_of_the_pairs_and_comes_when_all_have_run(short):
    *_, early, picture = drawn(name="regularisation", seeds="5", dropout="0.8")
    waiting = early.sentence.split("Convolutional network: ")[1]
    assert waiting.startswith("4 of 5 seeds have run") and "better" not in waiting
    first, second = picture.sentence.split("Convolutional network, ")
    for said, network in ((first, "mlp"), (second, "cnn")):
        sides = set(picture.facts[network]["sides"].values())
        shown = {
            side
            for side in SIDES
            if words("en")[f"regularisation.winner.{side}"].split("{")[0] in said
        }
        assert shown == sides


def test_a_schedules_own_settings_change_the_training():
    for schedule, names in SCHEDULE_SETTINGS.items():
        shown = [name for name in used(settings(schedule=schedule)) if name in SCHEDULE_IDS]
        assert shown == list(names)
    drops = [last(schedule="staircase", staircase_every=every, **QUICK) for every in (1, 2)]
    assert drops[0].facts["test_loss"] != drops[1].facts["test_loss"]
    assert drops[0].facts["rate"] == pytest.approx(drops[1].facts["rate"] * 0.5)


def test_what_is_otherwise_here_is_of_settings_that_there_are():
    assert set(HERE) - {"end"} <= set(SCHEDULE_IDS)
    assert all(len(SETTINGS[id_].title.en) <= 14 for id_ in SCHEDULE_IDS)  # more is cut off


def test_every_schedule_drops_or_climbs_within_a_training_as_it_opens():
    """A stair of thirty epochs would not be seen in a training of twenty."""
    for schedule in set(SCHEDULE_SETTINGS) - {"constant", "manual"}:
        read = settings(schedule=schedule, samples=60)
        rates = trainer(read, load(read)).rates
        assert len(rates) == 20 and rates.min() < 0.8 * rates.max()


def test_a_trainings_script_repeats_what_the_figure_shows(tmp_path):
    chosen = {"samples": 60, "epochs": 3, "seeds": 2, "schedule": "staircase"}
    link = figures.write("training", settings(**chosen, staircase_every=1.0))
    (tmp_path / "training.py").write_text(of_link("training.py", link, "en")[0], "utf-8")
    found = runpy.run_path(str(tmp_path / "training.py"))["trainings"]
    assert list(found) == [0, 1]
    shown = last(**chosen, staircase_every=1.0).facts
    ends = np.array([epochs[-1] for _, epochs in found.values()]).mean(axis=0)
    assert ends[2:] == pytest.approx([shown["test_loss"], shown["test_accuracy"]], rel=1e-9)


def test_a_script_holds_the_viewers_own_table():
    rows = [f"{k % 7},{k * k % 11},{k % 3}" for k in range(40)]
    name = own_tables.keep("\n".join(["a,b,kind", *rows]).encode())
    read = settings(dataset="csv", table=name, column=2)
    script = of_link("training.py", figures.write("training", read), "en")[0]
    assert "part(X, Y, 3, seed)" in script and "dataset=csv" in script


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trainings_notebook_holds_its_script(language):
    book = json.loads(of_link("training.ipynb", {}, language)[0])
    about, code = book["cells"]
    assert code["source"] == of_link("training.py", {}, language)[0]
    assert about["source"] == translator(language)("training.notebook")


def test_no_script_is_offered_of_the_servers_own_files(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    assert has_program(settings()) and has_program(settings(dataset="csv"))
    assert not has_program(settings(dataset="mnist"))
    with pytest.raises(ValueError, match=FOLDER):
        of_link("training.py", {"dataset": "mnist"}, "en")
