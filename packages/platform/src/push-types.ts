import type { Mode } from './clients.ts';

/** One application, as far as its pushes go. */
export type PushingApp = Readonly<{
  mode: Mode;
  appKey: string;
  appSecret: string;
  /** Still accepted while the secret is being changed. */
  previousAppSecret?: string;
}>;

/** The headers of a request: those of `node:http`, of `fetch` or of a Lambda event. */
export type PushHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The sender of a push, as far as its headers tell. */
export type PushVerdict =
  | Readonly<{
      kind: 'verified';
      app: PushingApp;
      scheme: 'AKSK' | 'WSSE';
      /**
       * The signature covers nonce and time only, never the body. So remember the nonce for 24 hours together with
       * `bodySha256`: the same nonce with the same body is a push sent again, with another body it is a forgery.
       */
      nonce: string;
      bodySha256: string;
      /** When the platform signed, ISO 8601 UTC. */
      createdAt: string;
    }>
  | Readonly<{
      kind: 'refused';
      /** For your log; the sender should not learn it. */
      reason: 'missing' | 'too-long' | 'malformed' | 'unknown-app' | 'wrong-digest' | 'stale' | 'early';
    }>;

/** Which way a call or a text went. `abnormal` is the platform's own word; `unknown`: it did not say. */
export type Direction = 'to-a' | 'from-a' | 'abnormal' | 'unknown';

/** All that the platform sent and no other field takes, as sent. */
type Others = Readonly<{ other?: Readonly<Record<string, unknown>> | undefined }>;

/** The record of a call, after its end. Numbers are E.164 as far as they could be read, instants ISO 8601 UTC. */
export type Cdr = Others &
  Readonly<{
    /** The platform's id of the call, shared by its events. May hold phone numbers: not for logs. */
    sessionId: string;
    /** The platform's id of this record; a phone that redials by itself makes a second one. */
    recordId?: string | undefined;
    subscriptionId?: string | undefined;
    x?: string | undefined;
    caller?: string | undefined;
    /** The party that was really called. */
    callee?: string | undefined;
    /** The number that the second leg was shown. */
    presentedNumber?: string | undefined;
    direction: Direction;
    startedAt?: string | undefined;
    forwardedAt?: string | undefined;
    ringingAt?: string | undefined;
    /** Decides whether the call was answered, but for `answerUnclear`. */
    answeredAt?: string | undefined;
    answerUnclear?: boolean | undefined;
    endedAt?: string | undefined;
    failedAt?: string | undefined;
    q850Cause?: number | undefined;
    releaseCode?: number | undefined;
    sipStatus?: number | undefined;
    hungUpBy?: 'caller' | 'callee' | undefined;
    recorded: boolean;
    recordingStartedAt?: string | undefined;
    /** The parameters of `recordingUrl`. */
    recording?: Readonly<{ fileName: string; domain: string }> | undefined;
    /** The platform gave a direct link instead. */
    recordingUrl?: string | undefined;
    extension?: string | undefined;
    userData?: string | undefined;
  }>;

/** One moment of a call. Its numbers are not always the real pair, so a CDR's win. */
export type CallEvent = Others &
  Readonly<{
    sessionId: string;
    /** `callin`, `collectInfo`, `callout`, `alerting`, `answer`, `disconnect`, or a new one. */
    type: string;
    at: string;
    subscriptionId?: string | undefined;
    caller?: string | undefined;
    called?: string | undefined;
    releaseCode?: number | undefined;
    releaseText?: string | undefined;
    hungUpBy?: 'caller' | 'callee' | undefined;
    digits?: string | undefined;
    userData?: string | undefined;
  }>;

/** A notification about a text message: `Notify` reports its result, `Block` asks what to do with it. */
export type TextMessage = Others &
  Readonly<{
    /** The platform's id of the message. */
    identifier: string;
    notification: string;
    subscriptionId?: string | undefined;
    x?: string | undefined;
    sender?: string | undefined;
    receiver?: string | undefined;
    direction: Direction;
    sentAt?: string | undefined;
    /** Segments that were really sent and are billed. */
    segments?: number | undefined;
    resultCode?: number | undefined;
    content?: string | undefined;
    areaCode?: string | undefined;
    userData?: string | undefined;
  }>;

/** The state of a private number. */
export type NumberStatus = Readonly<{
  x: string;
  state: 'available' | 'draining' | 'suspended' | 'unavailable';
  cause: string | undefined;
}>;

/** One entry of a push. `unreadable`: it lacks even its key fields, or nothing of it can be read; `sent` is then Base64 of the body. */
export type PushItem =
  | Readonly<{ kind: 'cdr'; cdr: Cdr }>
  | Readonly<{ kind: 'event'; event: CallEvent }>
  | Readonly<{ kind: 'message'; message: TextMessage }>
  | Readonly<{ kind: 'number-status'; status: NumberStatus }>
  | Readonly<{ kind: 'unreadable'; reason: string; sent: unknown }>;

/** A push in words that do not depend on its mode and dialect. Success is answered 200 with an empty body. */
export type Push = Readonly<{
  /** Any kind may come on any address. */
  kind: 'cdrs' | 'event' | 'sms' | 'number-status' | 'unknown';
  items: readonly PushItem[];
  /** The platform waits for a body: `connectCall` or `CLOSE_CALL`, `forwardText` or `DISCARD_TEXT`. */
  decisionRequest: 'callin' | 'sms-block' | undefined;
  /** The body names another app than the signature does. The signature wins. */
  namesOtherApp: boolean;
}>;
