import type { SigningOverrides } from '../pushes/push-signature.ts';
import type { AppRecord } from '../state/apps.ts';
import type { DueKind } from '../state/clock.ts';
import type { Dialect } from '../state/dialect.ts';
import type { PushKind } from '../state/journal.ts';
import type { SimulatorSettings } from '../state/options.ts';

/** The properties of an application that can be changed while it runs. */
export type AppChanges = Partial<
  Pick<
    AppRecord,
    | 'state'
    | 'recording'
    | 'sms'
    | 'smsContent'
    | 'voiceFiles'
    | 'showsRealCaller'
    | 'interceptUnreported'
    | 'pushScheme'
    | 'appSecret'
    | 'ipWhitelist'
    | 'pushUrls'
  >
>;

/** The work still to come. `idle` true: nothing is under way, waits for a re-push, or is held. */
export type Idleness = {
  idle: boolean;
  pendingPushes: number;
  heldCdrs: number;
  runningCalls: number;
  requestsInFlight: number;
};

/** A push made by hand. */
export type RawPush = { appKey: string; kind: PushKind; body: unknown; signing?: SigningOverrides };

/** A thing that waits on the clock: when it happens, and what it is. */
export type DueView = { at: string; what: DueKind };

/**
 * The simulator as it was started, and as it is set now. `seed`: of the start; `faultSeed`: the one that the chances of faults are
 * drawn from. `customerApi`: the address of the API that its page may ask.
 */
export type About = {
  seed: number;
  faultSeed: number;
  customerApi: string | null;
  secureStorage: boolean;
  dialect: Dialect;
  settings: SimulatorSettings;
};
