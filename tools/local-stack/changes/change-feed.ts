// Hands changes of items to functions, as Lambda's event source mapping does for a stream of DynamoDB.
import * as v from 'valibot';
import type { StreamRecord } from './stream-record.ts';
import type { StreamTrigger } from './stream-triggers.ts';

/** A stream forgets a record after that long. */
const FORGOTTEN_AFTER_SECONDS = 86_400;

/** A trigger on a table of the engine, whose name may have a prefix. */
export type FedTrigger = StreamTrigger & Readonly<{ engineTable: string }>;

type Deps = Readonly<{
  triggers: readonly FedTrigger[];
  /** Calls a function; rejects when it fails. */
  invoke: (functionFolder: string, event: unknown) => Promise<unknown>;
  clock: () => Date;
}>;

/** The records that wait for one function. */
type Line = { readonly trigger: FedTrigger; waiting: StreamRecord[]; running: Promise<boolean> | undefined };

const Report = v.nullish(
  v.object({ batchItemFailures: v.optional(v.array(v.object({ itemIdentifier: v.string() })), []) }),
);

/** The feed between the tables and their functions. */
export type ChangeFeed = Readonly<{
  add: (record: StreamRecord) => void;
  /**
   * Hands on everything that waits, to each function in order, and whatever is written meanwhile. A function that fails gets the
   * same records at the next call of this one.
   *
   * @returns how many records wait for a function that has failed
   */
  deliver: () => Promise<number>;
}>;

/** Makes a feed. One batch a table is under way at a time, so that the order of a table is kept; Lambda keeps that of an item. */
export const createChangeFeed = ({ triggers, invoke, clock }: Deps): ChangeFeed => {
  const lines = triggers.map((trigger): Line => ({ trigger, waiting: [], running: undefined }));

  const isKept = ({ dynamodb }: StreamRecord) =>
    dynamodb.ApproximateCreationDateTime > clock().getTime() / 1000 - FORGOTTEN_AFTER_SECONDS;

  /** @returns whether the function has done all of the batch */
  const deliverBatch = async (line: Line): Promise<boolean> => {
    line.waiting = line.waiting.filter(isKept);
    const batch = line.waiting.slice(0, line.trigger.batchSize);
    if (batch.length === 0) return true;
    const done = await invoke(line.trigger.functionFolder, { Records: batch }).then(
      (report) => doneOf(batch, report),
      () => 0,
    );
    line.waiting.splice(0, done);
    return done === batch.length;
  };

  const deliverLine = async (line: Line): Promise<boolean> => {
    while (line.waiting.length > 0) if (!(await deliverBatch(line))) return false;
    return true;
  };

  /** Together with a delivery that is under way already. */
  const deliverInTurn = async (line: Line): Promise<boolean> => {
    await line.running;
    line.running ??= deliverLine(line).finally(() => {
      line.running = undefined;
    });
    return line.running;
  };

  return {
    add(record) {
      const [, table] = record.eventSourceARN.split('/');
      for (const line of lines)
        if (line.trigger.engineTable === table && line.trigger.wants(record)) line.waiting.push(record);
    },
    async deliver() {
      // A function may change what another one hears of.
      for (;;) {
        const outcomes = await Promise.all(lines.map(deliverInTurn));
        if (lines.every(({ waiting }, at) => waiting.length === 0 || outcomes[at] === false))
          return lines.reduce((sum, { waiting }) => sum + waiting.length, 0);
      }
    },
  };
};

/** How many records of a batch are done: all before the first that failed. A report that names none of them means that all failed. */
const doneOf = (batch: readonly StreamRecord[], report: unknown): number => {
  const failures = v.parse(Report, report)?.batchItemFailures ?? [];
  const places = failures.map(({ itemIdentifier }) =>
    batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  return failures.length === 0 ? batch.length : Math.max(0, Math.min(...places));
};
