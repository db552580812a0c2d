"""The last good version of a file stays; the log says once what is wrong, and complaints go on saying it."""

import logging
import os

import pytest

from kb.base import kept
from kb.base.kept import Kept
from kb.base.places import Problem, open_file


def words(file, problems):
    reader = open_file(file, "words.yaml", ("en",), problems)
    return reader and reader.words()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "words.yaml"


@pytest.fixture
def keeper(tmp_path):
    return Kept(kept.CONTENT, "words.yaml", lambda: tmp_path, words, ("nothing",))


@pytest.fixture
def write(file, keeper):
    """Write the file as an editor would, and have it looked at without waiting."""

    def write(text):
        file.write_text(text)
        os.utime(file, ns=(write.at, write.at))  # clocks of file systems are coarse
        write.at += 1_000_000
        return keeper.complaints()

    write.at = 1_700_000_000_000_000_000
    return write


def test_what_the_file_says_is_read_again_when_it_changes(keeper, write):
    write("[a]")
    assert keeper.now() == ("a",)
    write("[b]")
    assert keeper.now() == ("b",)


def test_the_last_good_version_stays(keeper, write):
    write("[a]")
    assert write("a: b") == (Problem("words.yaml", 1, "should be a list"),)
    assert keeper.now() == ("a",)
    assert write("[c]") == ()
    assert keeper.now() == ("c",)


def test_at_first_a_broken_file_is_as_good_as_none(keeper, write):
    assert write("[a")
    assert keeper.now() == ("nothing",)


def test_where_no_file_is_nothing_is_wrong_and_where_one_was_it_is(keeper, write, file):
    assert keeper.now() == ("nothing",)
    assert keeper.complaints() == ()
    write("[a]")
    file.unlink()
    assert [str(problem) for problem in keeper.complaints()] == ["words.yaml:1: the file is gone"]
    assert keeper.now() == ("a",)


def test_the_log_says_it_once(keeper, write, caplog):
    with caplog.at_level(logging.INFO, logger=kept.logger.name):
        write("[a]")
        assert caplog.messages == []
        write("[a")
        for _again in range(3):
            keeper.complaints()
            keeper.now()
        assert len(caplog.messages) == 1
        assert caplog.messages[0].startswith("content/words.yaml is broken, its last good version stays: words.yaml:")
        write("[b]")
        assert caplog.messages[1:] == ["content/words.yaml is in order again"]


def test_a_file_is_looked_at_once_a_period(keeper, write, file, monkeypatch):
    write("[a]")
    clock = kept.time.monotonic()
    monkeypatch.setattr(kept.time, "monotonic", lambda: clock)
    keeper.complaints()
    file.write_text("[other]")
    assert keeper.now() == ("a",)
    clock += kept.PERIOD + 0.01
    assert keeper.now() == ("other",)


def test_the_files_of_another_folder_are_others(tmp_path):
    where = [tmp_path / "one", tmp_path / "two"]
    for folder, text in zip(where, ("[a]", "[a"), strict=True):
        folder.mkdir()
        (folder / "words.yaml").write_text(text)
    keeper = Kept(kept.CONTENT, "words.yaml", lambda: where[0], words, ())
    assert keeper.now() == ("a",)
    where.reverse()
    assert keeper.now() == ()


def test_articles_that_nobody_knows_are_a_problem_only_where_they_are_known(tmp_path, file):
    file.write_text("[a]")
    keeper = Kept(kept.CONTENT, "words.yaml", lambda: tmp_path, words, (), mentions=lambda _words: [(5, 1), (6, 1)])
    assert keeper.problems(tmp_path) == []
    assert [str(each) for each in keeper.problems(tmp_path, {5})] == ["words.yaml:1: there is no article KB6"]
