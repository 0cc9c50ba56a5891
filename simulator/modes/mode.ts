import type { Answer } from '../protocol/answer.ts';
import type { AppRecord } from '../state/apps.ts';
import type { ModeName } from '../state/options.ts';
import type { Platform } from '../state/platform.ts';

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
  /** The answer to an unknown app key instead of 403/1010003. */
  unknownAppKey?: { httpStatus: number; code: string };
  handle(request: PlatformRequest): Answer;
};

/** A call that reached a private number, and the extension its caller dials then (AXE). */
export type IncomingCall = { app: AppRecord; x: string; from: string; extension?: string };

/** A text that reached an X number. */
export type IncomingText = { app: AppRecord; x: string; from: string; content: string };

/** The binding that a call or text belongs to; `subscriptionId` null: no binding was found. */
export type Attribution = {
  /** 0, 1, or 2 for abnormal, as in the CDR. */
  direction: 0 | 1 | 2;
  subscriptionId: string | null;
  userData?: string;
};

/** The facts in a call's events and CDR beside its numbers and times. */
export type CallFacts = Attribution & {
  /** The X of the CDR where it is not the number dialled. */
  privateNumber?: string;
  /** The extension that was collected, '' for none; absent: none was asked for. */
  digits?: string;
};

/** Where a call goes: on to a real number, or away with a state code. */
export type DecidedRoute = CallFacts &
  (
    | { kind: 'refuse'; stateCode: number }
    | {
        kind: 'connect';
        callee: string;
        /** Number the callee sees. */
        shown: string;
        /** The caller is a party of the binding, so a fixed line may not call. */
        fromParty: boolean;
        record: boolean;
        /** A tone announces the recording. */
        announced: boolean;
        /** 0: no limit. */
        maxDurationMinutes: number;
        /** Carriers do not let the call through, because of the number it shows. */
        blockedByCarrier?: boolean;
        /** Runs when the second leg starts. */
        onTransfer?: () => void;
      }
  );

/** The customer's answer to a live question; status null: none in time. */
export type LiveAnswer = { status: number | null; body: string };

/** Where a mode sends a call, at once or after asking the customer. */
export type CallRoute = DecidedRoute | { kind: 'ask'; decide(answer: LiveAnswer): DecidedRoute };

/** Where a text goes: to a real number with the text as the platform edited it, or nowhere with a `sendResult`. */
export type DecidedText = Attribution &
  ({ kind: 'refuse'; sendResult: number } | { kind: 'forward'; receiver: string; content: string });

/** Where a mode sends a text, at once or after asking the customer. */
export type TextRoute =
  | DecidedText
  | (Attribution & { kind: 'ask'; decide(answer: LiveAnswer): DecidedText });

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

/** One mode of the platform: its operations, its bindings, its call and text routing. Its pushes: `traits.ts`. */
export type Mode = {
  name: ModeName;
  operations: Operation[];
  routeCall(call: IncomingCall): CallRoute;
  /** Absent: the mode has no SMS. */
  routeText?(text: IncomingText): TextRoute;
  bindings(): BindingView[];
  clear(): void;
};

export type CreateMode = (platform: Platform) => Mode;
