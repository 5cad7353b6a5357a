"""The stand-in's side of workflow steps: what Slack refuses."""

import pytest

from bot.playground.api_call import ApiError
from bot.playground.manifest import StepParameter, WorkflowStep
from bot.playground.workflow_runs import WorkflowRuns

STEP = WorkflowStep(
    "add", "Add", outputs=(StepParameter("sum", "integer", is_required=True), StepParameter("note", "string"))
)


@pytest.mark.parametrize(
    ("outputs", "problem"), [({}, "missing: sum"), ({"sum": 3, "remainder": 0}, "unknown: remainder")]
)
def test_outputs_have_to_be_those_of_the_manifest(outputs: dict[str, int], problem: str):
    runs = WorkflowRuns()
    with pytest.raises(ApiError) as refused:
        runs.complete(runs.start(STEP, {}).id, outputs)
    assert (refused.value.code, refused.value.details) == ("parameter_validation_failed", (problem,))


def test_a_run_ends_once():
    runs = WorkflowRuns()
    run = runs.start(STEP, {"a": 1})
    runs.complete(run.id, {"sum": 3})
    with pytest.raises(ApiError, match="execution_not_in_running_state"):
        runs.fail(run.id, "too late")
    assert runs.get(run.id).outputs == {"sum": 3}


def test_an_unknown_run_is_refused():
    with pytest.raises(ApiError, match="function_execution_not_found"):
        WorkflowRuns().fail("Fx0", "no")


def test_a_token_belongs_to_a_run():
    runs = WorkflowRuns()
    assert runs.is_token(runs.start(STEP, {}).token)
    assert not runs.is_token("xwfp-other")
