import type { Mode, Operation } from '../modes/mode.ts';
import type { Pushes } from '../pushes/pushes.ts';
import type { Recordings } from '../recordings/recordings.ts';
import type { Reports } from '../reporting/reports.ts';
import type { Apps } from '../state/apps.ts';
import type { Platform } from '../state/platform.ts';
import { createCallPace } from './call-pace.ts';
import type { CallRecord } from './call-record.ts';
import type { CallAttempt } from './call-routing.ts';
import { decideCall } from './decide-call.ts';
import { recordOf } from './open-call.ts';
import type { PlaceCall, PlacedCall } from './place-call.ts';
import { type RunningCall, terminateCallOperation } from './terminate-call.ts';

/** The telephone side of the platform. */
export type Calls = {
  /** @throws when the number dialled belongs to no application. */
  place(call: PlaceCall): Promise<PlacedCall>;
  /** Terminate call; only a call of pace `clock` can still be running. */
  operation: Operation;
  /** Newest last. */
  list(): CallRecord[];
  /** Calls under way, and CDRs on their way. */
  running(): number;
  clear(): void;
};

const attemptOf = (
  apps: Apps,
  modes: readonly Mode[],
  { to, from, appKey, extension }: PlaceCall,
): CallAttempt => {
  const owner = apps.ownerOf(to);
  if (!owner || (appKey !== undefined && owner.app.appKey !== appKey))
    throw new Error(
      'The number dialled is not a private number of a simulated application (not an X number)',
    );
  const mode = modes.find(({ name }) => name === owner.app.mode);
  if (!mode) throw new Error(`The simulator does not play mode ${owner.app.mode}`);
  return { ...owner, mode, x: to, from, ...(extension === undefined ? {} : { extension }) };
};

const placedCall = ({ sessionId, icid, subscriptionId, recorded, ending }: CallRecord): PlacedCall => ({
  sessionId,
  icid,
  subscriptionId,
  recordObjectName: recorded?.objectName ?? null,
  stateCode: ending.stateCode,
});

/** Calls of one platform. */
export const createCalls = (
  platform: Platform,
  modes: readonly Mode[],
  pushes: Pushes,
  recordings: Recordings,
  reports: Pick<Reports, 'isReported'>,
): Calls => {
  const { random, apps, settings } = platform;
  const calls: CallRecord[] = [];
  const running = new Map<string, RunningCall>();
  const pace = createCallPace(platform, pushes, recordings, running);
  let number = 2047 + random.integer(1_000_000);
  const nextNumber = (): number => {
    number += 1;
    return number;
  };

  return {
    async place(call) {
      const attempt = attemptOf(apps, modes, call);
      const { opened, decided } = await decideCall(
        { platform, pushes, running, nextNumber, reports },
        call,
        attempt,
      );
      const record = recordOf(settings, { call, attempt, opened, decided });
      calls.push(record);
      if (decided.route.kind === 'connect' && decided.ending.leg !== 'none') decided.route.onTransfer?.();
      await (call.pace === 'clock' ? pace.runOnClock : pace.runAtOnce)({ record, call, decided });
      return placedCall(record);
    },
    operation: terminateCallOperation((sessionId) => running.get(sessionId)),
    list: () => calls,
    running: () => running.size + pace.waitingCdrs(),
    clear() {
      calls.length = 0;
      running.clear();
      pace.clear();
    },
  };
};
