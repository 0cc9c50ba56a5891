/** The directions in which calls are allowed: both ways, only from A, only towards A. */
export type CallDirection = 'both' | 'from-a' | 'to-a';

/** Recording needs its announcement, because carriers block recorded calls without one. */
export type RecordingTerms = Readonly<{ record?: false } | { record: true; recordTone: string }>;

/** Minutes from the answer on, and the voice file that is played a minute before the end. */
export type CallLimitTerms = Readonly<
  { maxCallMinutes?: number; lastMinuteTone?: never } | { maxCallMinutes: number; lastMinuteTone: string }
>;

/** X by name, or a city of which the platform takes one; `loose` (default): of another city when that has none left. */
export type WishedNumber = Readonly<
  | { x: string; areaCode?: never; areaMatch?: never }
  | { x?: never; areaCode?: string; areaMatch?: 'strict' | 'loose' }
>;

type Common = RecordingTerms &
  Readonly<{
    /** As people write it: `13800000001`, `+8613800000001`, `075500000001`. */
    a: string;
    /** Comes back in events, CDRs and texts. */
    userData?: string;
  }>;

/** AX: everybody reaches A through X. Only an unbind ends such a binding. */
export type AxBind = Common &
  WishedNumber &
  CallLimitTerms &
  Readonly<{
    callDirection?: CallDirection;
    sms?: boolean;
    /** Voice files that A hears when A calls X, and that others hear. */
    waitingTones?: Readonly<{ a?: string; others?: string }>;
  }>;

/** AXB: A and B reach each other through X. */
export type AxbBind = Common &
  WishedNumber &
  CallLimitTerms &
  Readonly<{
    b: string;
    /** Absent: never ends by itself. */
    ttlSeconds?: number;
    callDirection?: CallDirection;
    sms?: boolean;
    waitingTones?: Readonly<{ a?: string; b?: string }>;
  }>;

/** AXE: everybody reaches A through X and an extension. */
export type AxeBind = Common &
  (
    | Readonly<{ x: string; areaCode?: never; areaMatch?: never; extension?: string }>
    | Readonly<{ x?: never; areaCode: string; areaMatch?: 'strict' | 'loose'; extension?: never }>
  ) &
  Readonly<{
    /** Whole minutes, rounded up. Absent: never ends by itself. */
    ttlSeconds?: number;
    /** Rings or plays when A calls X and nobody called A before. */
    callback?: Readonly<{ number: string } | { tone: string }>;
    /** How long A reaches the last caller by calling X. */
    callbackTtlSeconds?: number;
  }>;

/** AXYB: A behind X, and B behind a Y that A calls. The platform chooses both numbers. */
export type AxybBind = Common &
  Readonly<{
    b?: string;
    areaCode?: string;
    areaMatch?: 'strict' | 'loose';
    /** Absent: never ends by itself. */
    ttlSeconds?: number;
    /** How long a Y lives. */
    ybTtlSeconds?: number;
    callDirection?: CallDirection;
    /** Voice files by the number that is called. */
    waitingTones?: Readonly<{ x?: string; y?: string }>;
  }>;

/** A change of what was bound; absent fields stay as they are. */
type Change<Bind, Fields extends string> = Readonly<Partial<Pick<Bind, Extract<Fields, keyof Bind>>>>;

/** Changes of recording and call limit name all that the platform reads together. */
type ChangedTerms = RecordingTerms & Readonly<{ userData?: string }>;

/** The fields of AX that can be changed. */
export type AxChange = ChangedTerms & CallLimitTerms & Change<AxBind, 'a' | 'callDirection' | 'sms'>;

/** The fields of AXB that can be changed. `ttlSeconds` counts anew from the change; null: never ends by itself. */
export type AxbChange = ChangedTerms &
  CallLimitTerms &
  Change<AxbBind, 'a' | 'b' | 'callDirection' | 'sms' | 'waitingTones'> &
  Readonly<{ ttlSeconds?: number | null }>;

/** The fields of AXE that can be changed. `ttlSeconds` counts anew from the change; null: never ends by itself. */
export type AxeChange = ChangedTerms &
  Change<AxeBind, 'callback' | 'callbackTtlSeconds'> &
  Readonly<{ ttlSeconds?: number | null }>;

/** Numbers and id of a new binding. Callers dial X, A dials Y (AXYB), `extension` follows X (AXE). */
export type Bound = Readonly<{ subscriptionId: string; x: string; y?: string; extension?: string }>;

/** A binding as the platform has it. Fields that it did not send are `undefined`. */
export type PlatformBinding = Readonly<{
  subscriptionId: string;
  a: string | undefined;
  b: string | undefined;
  x: string | undefined;
  y?: string | undefined;
  extension?: string | undefined;
  callDirection: CallDirection | undefined;
  /** 0: never ends by itself. */
  ttlSeconds: number | undefined;
  /** When it was made or last changed, ISO 8601 UTC: once for each zone that the platform's text may be meant in. */
  subscribedAt?: readonly string[] | undefined;
  record: boolean | undefined;
  recordTone: string | undefined;
  maxCallMinutes: number | undefined;
  lastMinuteTone?: string | undefined;
  sms?: boolean | undefined;
  userData?: string | undefined;
}>;

/** Some bindings of one X, and where the rest goes on. */
export type PlatformPage = Readonly<{ bindings: readonly PlatformBinding[]; next: string | undefined }>;
