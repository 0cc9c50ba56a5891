import type {
  AxBind,
  AxbBind,
  AxbChange,
  AxChange,
  AxeBind,
  AxeChange,
  AxybBind,
  Bound,
  PlatformBinding,
  PlatformPage,
} from './requests.ts';
import type { PlatformResult } from './result.ts';

/** The vendor's five modes. One application of the console has exactly one. */
export type Mode = 'AX' | 'AXB' | 'AXE' | 'AXYB' | 'X';

/** How calls are signed; `AKSK` is the current scheme. */
export type SignatureScheme = 'AKSK' | 'WSSE';

/** One application, as the console shows it. */
export type PlatformOptions<M extends Mode> = Readonly<{
  mode: M;
  appKey: string;
  appSecret: string;
  /** The app access address. Default: that of cn-north-1. `https:`; `http:` for this machine only. */
  baseUrl?: string;
  /** Default: `AKSK`. */
  scheme?: SignatureScheme;
}>;

/** Where a recording can be fetched for a while, without credentials. `not-found`: not there yet, or deleted after seven days. */
export type RecordingLocation = Readonly<{ kind: 'url'; url: string }> | Readonly<{ kind: 'not-found' }>;

/** The calls that every mode has. */
export type XClient = Readonly<{
  /** Ends a call, by the `sessionId` of its events. */
  stopCall: (sessionId: string) => Promise<PlatformResult<'stopped' | 'already-ended'>>;
  /** Where the recording of a CDR is, by the file and the domain that it names. */
  recordingUrl: (
    source: Readonly<{ fileName: string; domain: string }>,
  ) => Promise<PlatformResult<RecordingLocation>>;
}>;

type BindingClient<Bind> = XClient &
  Readonly<{
    /**
     * Never repeated here: a repeat is refused, or takes another X. After a result that may have been applied ask with `find`.
     *
     * @throws {TypeError} for a field that holds another number than it must.
     */
    bind: (request: Bind) => Promise<PlatformResult<Bound>>;
    /** `not-found` only where the platform surely does not have it: after any refusal, those for arrears above all, the pair may still be connected. */
    unbind: (subscriptionId: string) => Promise<PlatformResult<'released' | 'not-found'>>;
    /** The binding as the platform has it; `undefined`: none. */
    query: (subscriptionId: string) => Promise<PlatformResult<PlatformBinding | undefined>>;
    /** The binding of exactly these parties on X, whichever role they have; `undefined`: none. */
    find: (
      parties: Readonly<{ x: string; a: string; b?: string }>,
    ) => Promise<PlatformResult<PlatformBinding | undefined>>;
    /** All bindings of an X, page by page; `after` is the `next` of the page before. */
    list: (x: string, after?: string) => Promise<PlatformResult<PlatformPage>>;
  }>;

type Changing<Change> = Readonly<{
  /** Every field is an absolute value, so a repeat does no harm but for the life time, which counts anew. */
  modify: (subscriptionId: string, change: Change) => Promise<PlatformResult<'modified' | 'not-found'>>;
}>;

/** AX: everybody reaches A through X. */
export type AxClient = BindingClient<AxBind> &
  Changing<AxChange> &
  Readonly<{
    /** Whom A reaches by calling X, for so long. Overwrites the former one. */
    setTemporaryCallee: (
      subscriptionId: string,
      callee: Readonly<{ number: string; ttlSeconds: number; userData?: string }>,
    ) => Promise<PlatformResult<'set' | 'not-found'>>;
  }>;

/** AXB: A and B reach each other through X. */
export type AxbClient = BindingClient<AxbBind> & Changing<AxbChange>;

/** AXE: everybody reaches A through X and an extension. */
export type AxeClient = BindingClient<AxeBind> & Changing<AxeChange>;

/** AXYB: A behind X, B behind Y. Such a binding cannot be changed. */
export type AxybClient = BindingClient<AxybBind>;

/** The client of each mode. In mode X the platform keeps no bindings: it asks on every call, see `readPush` and `connectCall`. */
export type PlatformClientOf = {
  AX: AxClient;
  AXB: AxbClient;
  AXE: AxeClient;
  AXYB: AxybClient;
  X: XClient;
};
