/** The kinds of thing that wait on the clock. */
export type DueKind =
  | 'life-ends'
  | 'call-event'
  | 'call-ends'
  | 'cdr'
  | 'push-again'
  | 'push-delayed'
  | 'late-request'
  | 'report-verified';

/** A thing that waits: when it happens, and what it is. */
export type Due = { at: Date; what: DueKind };

type Task = { dueAtMs: number; order: number; what: DueKind; run: () => Promise<void> };

/** The platform's clock and everything that waits on it. */
export type SimulatedClock = {
  now(): Date;
  /** Runs `run` once the clock has reached `dueAt`; the answer cancels it. */
  at(dueAt: Date, what: DueKind, run: () => Promise<void>): () => void;
  /** Everything that waits, the next first. */
  due(): Due[];
  /** Moves the clock; what falls due runs in order and is awaited, each at its own time. */
  advance(seconds: number): Promise<void>;
  /** Forgets what waits. A clock of real time loses what was advanced; a virtual one stands where it is. */
  clear(): Promise<void>;
  stop(): void;
};

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Tells others who share the clock how far it is ahead of real time; awaited before anything that falls due runs. */
export type OnOffset = (offsetMs: number) => Promise<void>;

const inOrder = (tasks: ReadonlySet<Task>): Due[] =>
  [...tasks]
    .sort((one, other) => one.dueAtMs - other.dueAtMs || one.order - other.order)
    .map(({ dueAtMs, what }) => ({ at: new Date(dueAtMs), what }));

/**
 * A clock that stands still between calls of `advance`, or, without a start, real time plus what was advanced, of which
 * `onOffset` is told.
 */
export const createClock = (startAt?: Date, onOffset: OnOffset = async () => undefined): SimulatedClock => {
  const tasks = new Set<Task>();
  let frozenAtMs = startAt?.getTime() ?? 0;
  let offsetMs = 0;
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  const nowMs = (): number => (startAt ? frozenAtMs : Date.now() + offsetMs);
  const moveTo = async (ms: number): Promise<void> => {
    if (ms <= nowMs()) return;
    if (startAt) frozenAtMs = ms;
    else await setOffset(ms - Date.now());
  };
  const setOffset = async (ms: number): Promise<void> => {
    offsetMs = ms;
    await onOffset(ms);
  };
  const next = (untilMs: number): Task | undefined => {
    let first: Task | undefined;
    for (const task of tasks) {
      if (task.dueAtMs > untilMs) continue;
      if (
        !first ||
        task.dueAtMs < first.dueAtMs ||
        (task.dueAtMs === first.dueAtMs && task.order < first.order)
      )
        first = task;
    }
    return first;
  };
  const runUntil = async (untilMs: number): Promise<void> => {
    for (let task = next(untilMs); task; task = next(untilMs)) {
      tasks.delete(task);
      await moveTo(task.dueAtMs);
      await task.run();
    }
    await moveTo(untilMs);
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined); // the caller of `mine` sees the failure, the next in line must still run
    return mine;
  };
  const arm = (): void => {
    if (startAt) return;
    clearTimeout(timer);
    const first = next(Number.POSITIVE_INFINITY);
    if (!first) return;
    const waitMs = Math.min(Math.max(first.dueAtMs - nowMs(), 0), LONGEST_TIMER_MS);
    timer = setTimeout(() => void inTurn(() => runUntil(nowMs())).finally(arm), waitMs);
    timer.unref();
  };

  return {
    now: () => new Date(nowMs()),
    at(dueAt, what, run) {
      const task = { dueAtMs: dueAt.getTime(), order: order++, what, run };
      tasks.add(task);
      arm();
      return () => void tasks.delete(task);
    },
    due: () => inOrder(tasks),
    advance: (seconds) => inTurn(() => runUntil(nowMs() + seconds * 1000)).finally(arm),
    async clear() {
      tasks.clear();
      if (offsetMs !== 0) await setOffset(0);
    },
    stop() {
      clearTimeout(timer);
      tasks.clear();
    },
  };
};

/** Instant `seconds` after `from`. */
export const secondsAfter = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);

/** The platform's way to write an instant in events and CDRs: UTC without a zone, `2026-03-01 02:30:03`. */
export const platformTime = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

/** Digits of an instant, `260301023003`, as in session ids and recording names. */
export const compactTime = (at: Date): string => at.toISOString().slice(2, 19).replace(/\D/g, '');

/** The form of `Created`: `2026-03-01T02:30:03Z`. */
export const createdTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
