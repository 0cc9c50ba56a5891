import type { S3Client } from '@aws-sdk/client-s3';
import { compose } from '../../functions/recording-archiver/index.ts';
import type { ArchiverReport } from '../../shared/recordings/archiver/run-archiver.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import type { Documents } from '../../shared/storage/documents.ts';
import { carryOut, documentsAround, isWrite, type StoreCall } from '../fakes/documents-around.ts';
import { contextFor } from '../harness/gateway.ts';
import { type StoreVerdict, withStoreFaults } from '../harness/store-faults.ts';
import { asFunction, notedDocuments } from '../rights/recorder.ts';

/** The fate of a process: at that step to a store it dies, or hangs until it is told to go on. */
export type Fate = Readonly<{ kind: 'lives' }> | Readonly<{ kind: 'dies' | 'hangs'; atStep: number }>;

type Options = Readonly<{
  runtime: Runtime;
  store: Documents;
  objects: () => S3Client;
  judge: (call: StoreCall) => StoreVerdict;
  fate: Fate;
  /** Told of each write that took effect, whether or not its answer arrived. */
  onWritten: (call: StoreCall) => void;
}>;

/**
 * One archiver as Lambda would run it, put together as it is deployed, which may die or hang at any step to a store. Once
 * dead, nothing it does reaches a store any more, its clean-up included.
 */
export const startArchiverProcess = ({ runtime, store, objects, judge, fate, onWritten }: Options) => {
  let steps = 0;
  let dead = false;
  let awake = false;
  const released = Promise.withResolvers<void>();
  const hanging = Promise.withResolvers<void>();

  const step = async (): Promise<void> => {
    steps += 1;
    if (fate.kind === 'dies' && steps >= fate.atStep) dead = true;
    if (dead) throw new Error('injected: the process was killed');
    if (fate.kind !== 'hangs' || steps < fate.atStep || awake) return;
    hanging.resolve();
    await released.promise;
  };

  const s3 = objects();
  s3.middlewareStack.add(
    (next) => async (args) => {
      await step();
      return next(args);
    },
    { step: 'initialize', name: 'processOfTheTest' },
  );
  const faulty = withStoreFaults(tellWrites(store, onWritten));
  faulty.judge = judge;
  const documents = documentsAround(async (call) => {
    await step();
    return carryOut(faulty.documents, call);
  });
  const handler = compose(
    { ...runtime, documents: () => notedDocuments(documents), sleep: async () => undefined },
    { s3, download: { limits: { idleTimeoutMs: 200 } } },
  );

  return {
    /** The report, or `undefined` for a run that failed as a whole or was killed. */
    run: async (event: unknown): Promise<ArchiverReport | undefined> => {
      try {
        const report = await asFunction('recording-archiver', () =>
          handler(event, contextFor('recording-archiver', 300_000)),
        );
        return dead ? undefined : report;
      } catch {
        return undefined;
      } finally {
        s3.destroy();
      }
    },
    /** Ends the hanging. */
    wakeUp: (): void => {
      awake = true;
      released.resolve();
    },
    /** Resolves when it hangs. */
    hanging: hanging.promise,
    isHanging: (): boolean => fate.kind === 'hangs' && steps >= fate.atStep && !awake,
    wasKilled: (): boolean => dead,
  };
};

const tellWrites = (documents: Documents, onWritten: (call: StoreCall) => void): Documents =>
  documentsAround(async (call) => {
    const result = await carryOut(documents, call);
    if (isWrite(call) && !isRefused(result)) onWritten(call);
    return result;
  });

/** Told by the outcome: a write whose condition did not hold took no effect. */
const isRefused = (outcome: unknown): boolean =>
  typeof outcome === 'object' && outcome !== null && 'written' in outcome && !outcome.written;
