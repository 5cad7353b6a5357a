"""Runs of workflow steps: which step the app was asked to carry out, with which inputs, and how it ended."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.api_call import ApiError
from bot.playground.manifest import WorkflowStep


@dataclass(frozen=True, slots=True)
class WorkflowRun:
    """One run of a step. It ends with `outputs` or an `error`; `token` is for reporting which."""

    id: str
    step: WorkflowStep
    inputs: Mapping[str, Any]
    token: str
    outputs: Mapping[str, Any] | None = None
    error: str | None = None

    @property
    def is_running(self) -> bool:
        """Whether the app has not reported how it ended."""
        return self.outputs is None and self.error is None


class WorkflowRuns:
    """Every run of a step, by the id that Slack gives it."""

    def __init__(self) -> None:
        self._runs: dict[str, WorkflowRun] = {}

    def start(self, step: WorkflowStep, inputs: Mapping[str, Any]) -> WorkflowRun:
        """Begin a run of a step."""
        run = WorkflowRun(f"Fx{secrets.token_hex(5).upper()}", step, dict(inputs), f"xwfp-{secrets.token_hex(12)}")
        self._runs[run.id] = run
        return run

    def get(self, run_id: str) -> WorkflowRun:
        """The run with this id. Raises ApiError."""
        if run_id not in self._runs:
            raise ApiError("function_execution_not_found")
        return self._runs[run_id]

    def is_token(self, token: str) -> bool:
        """Whether this is the token of a run."""
        return any(run.token == token for run in self._runs.values())

    def complete(self, run_id: str, outputs: Mapping[str, Any]) -> None:
        """End a run with its outputs. Raises ApiError if they are not those that the manifest declares."""
        run = self._running(run_id)
        declared = {each.name for each in run.step.outputs}
        missing = sorted(each.name for each in run.step.outputs if each.is_required and each.name not in outputs)
        if problems := [
            *(f"missing: {name}" for name in missing),
            *(f"unknown: {n}" for n in outputs.keys() - declared),
        ]:
            raise ApiError("parameter_validation_failed", *problems)
        self._runs[run_id] = replace(run, outputs=dict(outputs))

    def fail(self, run_id: str, error: str) -> None:
        """End a run with an error, which Slack shows to the person who manages the workflow. Raises ApiError."""
        self._runs[run_id] = replace(self._running(run_id), error=error)

    def _running(self, run_id: str) -> WorkflowRun:
        run = self.get(run_id)
        if not run.is_running:
            raise ApiError("execution_not_in_running_state")
        return run
