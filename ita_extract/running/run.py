"""Many files -> one output folder. No file can stop the others, and no stop loses what is done."""

from __future__ import annotations

import datetime as dt
import logging
import os
import pickle
import platform
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ita_extract.errors import NoInputError, OutputError, UsageError
from ita_extract.messages import N_, _, ngettext
from ita_extract.messages.both import both
from ita_extract.messages.retelling import retold
from ita_extract.model import Status, document_id_of
from ita_extract.organizations.official import ListFile
from ita_extract.running.dask_engine import LOCAL
from ita_extract.running.discover import Input, Skipped, discover, printable
from ita_extract.running.engines import Engine, engine_for
from ita_extract.running.failed import sha256_of_name
from ita_extract.running.limits import MEGABYTE, Limits
from ita_extract.running.lock import locked
from ita_extract.running.manifest import Manifest, ManifestLine
from ita_extract.running.memory import machine_memory
from ita_extract.running.outcome import ElsewhereError, Outcome, Task
from ita_extract.running.planning import Plan, Redo, Step, Twin, Unchanged, Unfetched, Wait
from ita_extract.running.reading_single import Extractor, write_failed
from ita_extract.running.recipe import library_version, recipe
from ita_extract.running.remote.address import is_url
from ita_extract.running.remote.fetching import Fetching
from ita_extract.running.remote.staging import output_folder
from ita_extract.running.stopping import StopSignal, stop_signal
from ita_extract.running.summary import RunSummary, Tally
from ita_extract.running.tables_made import make_tables
from ita_extract.running.worker import JobSpec
from ita_extract.writing.documents import FOLDER, document_path

log = logging.getLogger("ita_extract.run")

_TICK = 0.5  # seconds between two tellings of progress while nothing ends
_WORKER_MEMORY = 1024 * MEGABYTE  # of the machine, for each worker: a report takes a quarter of that


@dataclass(frozen=True)
class Progress:
    """How far a run is: reported once before the first file, after each, and now and then in between.

    `line` is that of the file just done. `seconds` are since the beginning; `unchanged` of the `done` took
    none of them. `in_hand` are the files that are being read.
    """

    done: int
    total: int
    line: ManifestLine | None
    unchanged: int = 0
    review: int = 0
    failed: int = 0
    seconds: float = 0
    in_hand: tuple[str, ...] = ()


Tell = Callable[[Progress], None]


def run(
    inputs: Iterable[str | Path],
    output: str | Path,
    *,
    extractor: Extractor | None = None,
    progress: Tell | None = None,
    excel: bool = False,
    workers: int | None = None,
    limits: Limits | None = None,
    force: bool = False,
    retry_failed: bool = False,
    scheduler: str | None = None,
    workbook: bool = True,
) -> RunSummary:
    """Read files into an output folder: documents/, the tables, and manifest.jsonl.

    The folder accumulates: tables are made from all documents in it, those of earlier runs included. What an
    earlier run read from the same bytes in the same way is not read again (`force` reads all, `retry_failed`
    those that failed). Files with equal bytes are read once. A file that cannot be read within the `limits`
    becomes a document of status failed.

    `workers` are processes that read side by side: as many as the machine has processors where it is None, and
    with 0 this process reads itself. An extractor of your own must be importable by name for any but 0. After
    Ctrl-C or SIGTERM what was finished is kept, the tables are made from it, and the same call goes on.

    Inputs and output may be addresses (s3://…), see docs/bulk.md. Without `workbook` no ita.xlsx is written.

    `scheduler` hands the same work to a Dask cluster: its address (`tcp://HOST:8786`), or `local` for one of
    `workers` processes that is started here. Inputs and output must then lie on a file system that all share.

    Raises NoInputError, UsageError (an input, the extractor, the cluster), OutputError (the folder cannot be
    written, or holds something that is no report), LockedError (another run writes there), WorkerStartError.
    """
    inputs = list(inputs)
    skipped: list[Skipped] = []
    files = _without_output(discover(inputs, skipped), inputs, output)
    for entry in skipped:
        said = _("{source}: skipped, it is {why}.").format(source=entry.source, why=retold(entry.why))
        log.warning("%s", said, extra={"source": entry.source})
    if scheduler not in (None, LOCAL) and (is_url(output) or any(file.remote for file in files)):
        raise UsageError(
            N_(
                "The workers of a cluster elsewhere cannot see files that this machine fetches from addresses."
            ),
            hint=N_("Use folders on a file system that all share, or leave --scheduler out."),
        )
    extractor, limits = extractor or _own_extractor(), limits or Limits()
    number = usual_workers() if workers is None else max(0, workers)
    if number or scheduler:
        _check_can_travel(extractor)
    with stop_signal() as stop, output_folder(output) as position, locked(position.folder):
        folder = position.folder
        job = JobSpec(extractor, folder, limits, _readable(extractor))
        _remove_leftovers(folder)
        manifest = Manifest(folder)
        with suppress(OSError):  # writing a document will say what is wrong
            (folder / FOLDER).mkdir(exist_ok=True)  # readers may write there alone, so it must be there
        stop.at_once = number == 0 and not scheduler  # one process cannot look at a signal while it reads
        with (
            closing(engine_for(job, number, scheduler)) as engine,
            closing(
                Fetching([file.remote for file in files if file.remote], job.limits, engine.capacity)
            ) as fetching,
        ):
            work = _Work(files, manifest, job, engine, fetching, Redo(force, retry_failed), progress)
            try:
                interrupted = work.go_on(stop)
            except BaseException:
                engine.stop()
                raise
        stop.at_once = False
        _remove_leftovers(folder)  # of processes that were killed while they wrote
        if interrupted:
            log.warning(_("Interrupted; finishing the tables from what is done."))
        manifest.close()
        tables = make_tables(folder, excel=excel, workbook=workbook)
        summary = work.close(position.shown, tables, interrupted=interrupted)
        position.publish()
        return summary


def _without_output(files: list[Input], inputs: Sequence[str | Path], output: str | Path) -> list[Input]:
    """Leave out what lies in the output folder, where that lies inside an input. Raises UsageError, NoInputError."""
    if is_url(output):
        return files
    folder = Path(output).resolve()
    named = [Path(name).resolve() for name in inputs if not is_url(name) and Path(name).is_dir()]
    if folder in named:
        raise UsageError(
            both("The output folder {output} is an input too.", output=printable(output)),
            hint=N_("Name another one with --output, as in: --output audit"),
        )
    if not any(folder.is_relative_to(name) for name in named):
        return files
    left = [file for file in files if file.remote or not file.path.resolve().is_relative_to(folder)]
    if len(left) < len(files):
        count = len(files) - len(left)
        said = ngettext(
            "{output} lies inside an input: {count} file in it is not read.",
            "{output} lies inside an input: {count} files in it are not read.",
            count,
        )
        log.warning("%s", said.format(output=printable(output), count=count))
    if not left:
        raise NoInputError(N_("All PDF files of the input lie in the output folder."))
    return left


def usual_workers() -> int:
    """Return how many files are read side by side when nobody says: one a processor, as memory allows."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = machine_memory()
    return max(1, min(processors, memory // _WORKER_MEMORY if memory else processors))


class _Work:
    """One run over one output folder: what is planned goes to the engine, what comes back into the manifest."""

    def __init__(
        self,
        files: list[Input],
        manifest: Manifest,
        job: JobSpec,
        engine: Engine,
        fetching: Fetching,
        redo: Redo,
        tell: Tell | None,
    ) -> None:
        self._files = files
        self._manifest = manifest
        self._output = job.output
        self._engine = engine
        self._fetching = fetching
        self._planned = False  # whether every file was looked at
        self._recipe = recipe(job.extractor)
        self._plan = Plan(files, manifest, self._recipe, redo, fetching, job.limits)
        self._tell = tell
        self._tally = Tally()
        self._began = time.monotonic()
        self._done: dict[str, ManifestLine] = {}  # by SHA-256
        self._twins: defaultdict[str, list[Twin]] = defaultdict(list)  # of files in hand
        self._flying = 0
        self._accounted: set[str] = set()  # document_id
        self._unread: set[str] = set()  # document_id of files that gave no bytes in this run
        self._pypdfium2_version = library_version("pypdfium2")

    def go_on(self, stop: StopSignal) -> bool:
        """Do what is planned; return whether it was interrupted. Raises OutputError, WorkerStartError."""
        self._show(None)
        steps = self._plan.steps()
        try:
            while not stop.asked:
                self._fill(steps, stop)
                if self._planned and not self._flying:
                    self._show(None)
                    return stop.asked
                outcomes = self._engine.finished(_TICK if self._flying else 0)
                for outcome in outcomes:
                    self._flying -= 1
                    self._record(outcome)
                if not outcomes:
                    self._show(None)
        except KeyboardInterrupt:
            pass  # a second way to be asked to stop: what is done is kept below
        self._engine.stop()
        for outcome in self._engine.finished(0):
            self._record(outcome)
        return True

    def close(self, output: Path | str, tables: dict[str, int], *, interrupted: bool) -> RunSummary:
        """Return the counts. Raises ArithmeticError when a file is not accounted for."""
        missing = self._accounted - {path.stem for path in (self._output / FOLDER).glob("*.json")}
        if missing:
            raise ArithmeticError(f"documents are gone that were written: {', '.join(sorted(missing))}")
        return self._tally.close(output, len(self._files), tables, interrupted=interrupted)

    def _fill(self, steps: Iterator[Step], stop: StopSignal) -> None:
        while self._flying < self._engine.capacity and not stop.asked:
            step = next(steps, None)
            if step is None:
                self._planned = True
                return
            if isinstance(step, Wait):
                return
            if isinstance(step, Task):
                self._start(step)
            elif isinstance(step, Unchanged):
                self._done[step.line.sha256] = step.line
                self._forget_unread(step.line.source, step.line.document_id)
                self._count_unchanged(step.line)
            elif isinstance(step, Unfetched):
                self._record(write_failed(step.task, step.error, self._output, seconds=0))
            elif step.sha256 in self._done:
                self._record_twin(step)
            else:
                self._twins[step.sha256].append(step)

    def _start(self, task: Task) -> None:
        self._flying += 1
        self._engine.start(task)

    def _record(self, outcome: Outcome) -> None:
        _log(outcome)
        task = outcome.task
        self._forget_unread(task.source, outcome.document_id)
        self._forget(task.source, _older_id(outcome.sha256))
        line = ManifestLine(
            source=task.source,
            document_id=outcome.document_id,
            sha256=outcome.sha256,
            status=outcome.status,
            error_code=outcome.error_code,
            pages=outcome.pages,
            seconds=outcome.seconds,
            finished=_now(),
            extractor_version=outcome.extractor_version,
            recipe=self._recipe,
            pypdfium2_version=self._pypdfium2_version,
            python_version=platform.python_version(),
        )
        self._manifest.add(line)
        self._accounted.add(line.document_id)
        self._tally.count(outcome)
        self._fetching.drop(task.path)
        self._show(line)
        if task.sha256 is None:
            return
        twins = self._twins.pop(task.sha256, [])
        if outcome.sha256 == task.sha256:
            self._done[task.sha256] = line
            for twin in twins:
                self._record_twin(twin)
        elif (
            twins
        ):  # the file changed or vanished before it was read: the next of the same bytes is the first
            first, *others = twins
            self._twins[task.sha256] = others
            self._start(self._plan.task(first))  # (after a stop, nobody will: it is read by the next run)

    def _record_twin(self, twin: Twin) -> None:
        self._fetching.drop(twin.file.path)
        first = self._done[twin.sha256]
        line = first.model_copy(
            update={"source": twin.file.source, "same_as": first.source, "seconds": 0.0, "finished": _now()}
        )
        if not self._plan.is_new(line):
            self._count_unchanged(line)
            return
        self._forget_unread(twin.file.source, line.document_id)
        self._forget(twin.file.source, _older_id(line.sha256))
        self._manifest.add(line)
        self._tally.count_again(line.status)
        self._show(line)

    def _count_unchanged(self, line: ManifestLine) -> None:
        self._accounted.add(line.document_id)
        self._tally.count_unchanged(line.status)

    def _forget_unread(self, source: str, now: str) -> None:
        """Remove what an earlier run wrote about this file when it could not read its bytes."""
        unread = document_id_of(sha256_of_name(source))
        if now == unread:
            self._unread.add(unread)
        if unread in self._unread:
            return
        self._forget(source, unread)

    def _forget(self, source: str, document_id: str) -> None:
        """Remove a document that another one stands for now."""
        path = document_path(self._output, document_id)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(both("{path} cannot be removed: {error}.", path=path, error=error)) from error
        self._manifest.forget(source, document_id)

    def _show(self, line: ManifestLine | None) -> None:
        if self._tell is None:
            return
        tally = self._tally
        self._tell(
            Progress(
                done=tally.done,
                total=len(self._files),
                line=line,
                unchanged=tally.unchanged.total(),
                review=tally.by_status[Status.REVIEW],
                failed=tally.by_status[Status.FAILED],
                seconds=time.monotonic() - self._began,
                in_hand=tuple(self._engine.in_hand()),
            )
        )


def _older_id(sha256: str) -> str:
    """Return what the document of a file was called when document_id had no d yet."""
    return sha256[:16]


def _log(outcome: Outcome) -> None:
    if outcome.status is not Status.FAILED:
        return
    log.log(
        logging.WARNING if outcome.expected else logging.ERROR,
        "%s: %s (%s)",
        outcome.task.source,
        retold(outcome.error_message or ""),
        outcome.error_code,
        exc_info=ElsewhereError(outcome.trace) if outcome.trace else None,
        extra={"source": outcome.task.source, "error_code": outcome.error_code},
    )


def _check_can_travel(extractor: Extractor) -> None:
    """Raise UsageError for an extractor that no other process could be given."""
    try:
        pickle.dumps(extractor)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise UsageError(
            both("The extractor cannot be handed to other processes: {error}.", error=error),
            hint=N_("Define it at the top of a module that can be imported, or say workers=0."),
        ) from error


def _remove_leftovers(output: Path) -> None:
    """Remove what a killed run was still writing; nobody else writes here, since the folder is locked."""
    for folder in (output, *(path for path in output.iterdir() if path.is_dir())):
        for path in folder.glob(".*.tmp*"):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _readable(extractor: Extractor) -> tuple[Path, ...] | None:
    """Return what readers need beside the file in hand; None for an extractor of your own, which may need anything."""
    from ita_extract.extracting import extract

    options = extractor.keywords.values() if isinstance(extractor, partial) else ()
    if (extractor.func if isinstance(extractor, partial) else extractor) is not extract:
        return None
    return tuple(sorted({Path(option.path) for option in options if isinstance(option, ListFile)}))


def _own_extractor() -> Extractor:
    from ita_extract.extracting import extract

    return extract


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
