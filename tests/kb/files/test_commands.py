import pytest
from django.core.management import CommandError, call_command

from kb.models import Article
from tests.factories import readers_see

EN, FR = "articles/KB9001/en.md", "articles/KB9001/fr.md"


@pytest.fixture
def run(folder, capsys):
    def run(command, *arguments):
        call_command(command, *arguments, dir=folder.root)
        return capsys.readouterr().out

    return run


@pytest.mark.django_db
class TestLoadContent:
    def test_it_says_what_it_did(self, run):
        assert "7 file(s) loaded" in run("load_content")
        assert "0 file(s) loaded" in run("load_content")

    def test_it_tells_problems_by_file_and_line_and_never_fails(self, run, folder):
        folder.write(EN, "broken")
        folder.delete("tags.yaml")
        out = run("load_content")
        assert f"{EN}:1: The file has to begin with a head" in out
        assert "There is no tag “howto”" in out

    def test_it_tells_conflicts_and_files_that_are_gone(self, run, folder):
        run("load_content")
        readers_see(9001, body="Other.")
        folder.change(EN, "1. Begin.", "1. Start.")
        folder.delete(FR)
        out = run("load_content")
        assert f"{EN}: changed here and in the database" in out
        assert f"{FR}: the file is gone" in out

    def test_it_can_start_from_nothing(self, run, folder):
        for path in folder.everything():
            folder.delete(path)
        assert "0 file(s) loaded" in run("load_content")

    def test_checking_changes_nothing_and_fails_when_something_is_wrong(self, run, folder):
        assert "7 file(s) would be loaded" in run("load_content", "--check")
        assert not Article.objects.exists()
        folder.change(EN, "KB9002#step-1", "KB404")
        with pytest.raises(CommandError):
            run("load_content", "--check")

    def test_checking_fails_on_a_conflict(self, run, folder):
        run("load_content")
        readers_see(9001, body="Other.")
        folder.change(EN, "1. Begin.", "1. Start.")
        with pytest.raises(CommandError):
            run("load_content", "--check")


@pytest.mark.django_db
class TestSaveContent:
    def test_it_says_what_it_wrote(self, run):
        run("load_content")
        assert "0 file(s) written" in run("save_content")
        readers_see(9001, body="Other.")
        assert f"{EN}: written" in run("save_content")

    def test_it_says_what_it_left_alone(self, run, folder):
        run("load_content")
        folder.change(EN, "1. Begin.", "1. Start.")
        assert f"{EN}: changed in the file only" in run("save_content")

    def test_checking_fails_when_a_file_would_change(self, run, folder):
        run("load_content")
        run("save_content", "--check")
        folder.change(EN, "title: How to do it", "title: 'How to do it'")
        with pytest.raises(CommandError):
            run("save_content", "--check")
        assert "'How to do it'" in folder.read(EN)


class TestCheckContent:
    """Runs where there is no database at all."""

    def test_a_sound_folder_says_nothing(self, run):
        assert run("check_content") == ""

    def test_it_fails_when_something_is_wrong(self, run, folder, capsys):
        folder.change(EN, "tags: [howto]", "tags: [nope]")
        with pytest.raises(CommandError, match="2 problem"):
            run("check_content")
        assert f"{EN}:4: There is no tag" in capsys.readouterr().out

    def test_it_puts_files_into_canonical_form_on_request(self, run, folder):
        folder.change(EN, "title: How to do it", "title: 'How to do it'")
        assert EN in run("check_content", "--fix")
        assert run("check_content") == ""
