import type { Answer } from '../answer.ts';
import type { AppRecord } from '../apps.ts';
import type { ModeName } from '../options.ts';
import type { Platform } from '../platform.ts';

/** One authenticated request of a customer. */
export type PlatformRequest = { app: AppRecord; query: string; body: string };

/**
 * One operation of the REST API. `name` is the target of faults and the word in the journal.
 * `handle` applies it and answers, or throws a `Refusal` and has changed nothing.
 */
export type Operation = {
  name: string;
  /** The mode an application must have; null: open to all. */
  mode: ModeName | null;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** `Content-Type` of all its answers. Default: JSON. */
  contentType?: string;
  /** What an unknown app key gets instead of 403/1010003. */
  unknownAppKey?: { httpStatus: number; code: string };
  handle(request: PlatformRequest): Answer;
};

/** A call that reached an X number. */
export type IncomingCall = { app: AppRecord; x: string; from: string };

/** What a call or text belongs to; `subscriptionId` null: no binding was found. */
export type Attribution = {
  /** 0, 1, or 2 for abnormal, as in the CDR. */
  direction: 0 | 1 | 2;
  subscriptionId: string | null;
  userData?: string;
};

/** Where a mode sends a call: on to a real number, or away with a state code. */
export type CallRoute = Attribution &
  (
    | { kind: 'refuse'; stateCode: number }
    | {
        kind: 'connect';
        callee: string;
        /** Number the callee sees. */
        shown: string;
        record: boolean;
        /** A tone announces the recording. */
        announced: boolean;
        /** 0: no limit. */
        maxDurationMinutes: number;
      }
  );

/** Where a mode sends a text: to a real number, or nowhere with a `sendResult`. */
export type TextRoute = Attribution &
  ({ kind: 'refuse'; sendResult: number } | { kind: 'forward'; receiver: string });

/** A binding as the control API shows it; the mode adds its own fields. */
export type BindingView = {
  subscriptionId: string;
  appKey: string;
  mode: ModeName;
  x: string;
  a: string;
  b: string | null;
  expiresAt: string | null;
  [field: string]: unknown;
};

/** One mode of the platform: its operations, its bindings, its call and text routing. A mode is one file. */
export type Mode = {
  name: ModeName;
  /** Field `serviceType` of its CDRs. */
  serviceType: string;
  /** First number of an old-style session id in this mode. */
  sessionPrefix: string;
  operations: Operation[];
  routeCall(call: IncomingCall): CallRoute;
  /** Absent: the mode has no SMS. */
  routeText?(text: IncomingCall): TextRoute;
  bindings(): BindingView[];
  clear(): void;
};

export type CreateMode = (platform: Platform) => Mode;
