from concurrent.futures import Executor, Future
from typing import Any

from bot.slack.background_cache import MAX_AGE, BackgroundCache


class LaterExecutor(Executor):
    """Runs what was submitted when told to."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []

    def submit(self, task: Any, /, *_: Any, **__: Any) -> "Future[Any]":
        self.waiting.append(task)
        return Future()

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Scene:
    """A cache over values that can be changed and can fail, with a clock."""

    def __init__(self) -> None:
        self.values, self.loads, self.time = {"T1": "one"}, 0, 0.0
        self.executor = LaterExecutor()
        self.cache = BackgroundCache(self.load, "nothing", self.executor, lambda: self.time)

    def load(self, team: str) -> str:
        self.loads += 1
        return self.values[team]


def test_the_first_caller_gets_the_empty_value_and_the_next_one_what_was_loaded():
    scene = Scene()
    assert [scene.cache.get("T1"), scene.cache.get("T1")] == ["nothing", "nothing"]
    scene.executor.run()
    assert (scene.cache.get("T1"), scene.loads) == ("one", 1)


def test_a_value_is_loaded_again_once_it_is_too_old():
    scene = Scene()
    scene.cache.refresh("T1")
    scene.values["T1"] = "two"
    scene.time = MAX_AGE
    assert (scene.cache.get("T1"), scene.executor.waiting) == ("one", [])
    scene.time = MAX_AGE + 1
    assert scene.cache.get("T1") == "one"
    scene.executor.run()
    assert scene.cache.get("T1") == "two"


def test_while_loading_fails_the_last_value_stays_and_is_tried_at_most_once_a_minute():
    scene = Scene()
    scene.cache.refresh("T1")
    del scene.values["T1"]
    for scene.time in (MAX_AGE + 1, MAX_AGE + 2, MAX_AGE + 3):
        assert scene.cache.get("T1") == "one"
        scene.executor.run()
    assert scene.loads == 2


def test_each_workspace_has_its_own_value():
    scene = Scene()
    scene.values["T2"] = "another"
    for team in scene.values:
        scene.cache.refresh(team)
    assert [scene.cache.get("T1"), scene.cache.get("T2")] == ["one", "another"]
