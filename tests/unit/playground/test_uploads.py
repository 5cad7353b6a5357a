import pytest

from bot.playground.api_call import ApiError
from bot.playground.uploads import UploadedFile, Uploads

BASE = "http://127.0.0.1/upload/"


def sent(uploads: Uploads, name: str, content: bytes) -> str:
    file_id, address = uploads.begin(name, len(content))
    uploads.receive(address.removeprefix(BASE), content)
    return file_id


@pytest.mark.parametrize(
    ("name", "mimetype", "filetype"),
    [
        ("plan.csv", "text/csv", "csv"),
        ("plan.pdf", "application/pdf", "pdf"),
        ("plan", "application/octet-stream", ""),
    ],
)
def test_the_type_of_a_file_follows_from_its_name(name: str, mimetype: str, filetype: str):
    shown = UploadedFile("F1", name, "The plan", b"a,b\n").payload()
    assert (shown["mimetype"], shown["filetype"], shown["size"]) == (mimetype, filetype, 4)
    assert (shown["name"], shown["title"]) == (name, "The plan")


def test_the_page_gets_a_file_without_its_content():
    file = UploadedFile("F1", "plan.csv", "The plan", "é".encode())
    assert file.to_page() == {"id": "F1", "name": "plan.csv", "title": "The plan", "size": 2}
    assert file.text == "é"


def test_a_finished_upload_has_its_name_as_the_default_title():
    uploads = Uploads(BASE)
    one, two = sent(uploads, "one.csv", b"1"), sent(uploads, "two.csv", b"22")
    files = uploads.finish([(two, None), (one, "Number one")])
    assert [(file.id, file.title, file.content) for file in files] == [
        (two, "two.csv", b"22"),
        (one, "Number one", b"1"),
    ]


def test_an_upload_that_has_not_arrived_or_is_finished_cannot_be_finished():
    uploads = Uploads(BASE)
    arrived = sent(uploads, "one.csv", b"1")
    missing, _ = uploads.begin("two.csv", 2)
    for wanted in ([arrived, missing], [arrived, arrived], ["F9"]):
        with pytest.raises(ApiError, match="file_not_found"):
            uploads.finish([(file_id, None) for file_id in wanted])
    uploads.finish([(arrived, None)])
    with pytest.raises(ApiError, match="file_not_found"):
        uploads.finish([(arrived, None)])


def test_unknown_keys_and_wrong_lengths_are_refused():
    uploads = Uploads(BASE)
    _, address = uploads.begin("one.csv", 3)
    with pytest.raises(ApiError, match="wrong_length"):
        uploads.receive(address.removeprefix(BASE), b"1234")
    with pytest.raises(ApiError, match="not_found"):
        uploads.receive("guessed", b"123")
