import { AppError } from '../kernel/errors.ts';

/**
 * The kinds of stored items that hold a sealed value, and the table of each. `answer`: the first answer of an idempotent
 * request. `report`: the state of reporting a number. `route`: where mode X puts a caller through. `call-record`: a CDR or an event.
 */
export const SEALED_KINDS = {
  binding: 'bindings',
  route: 'bindings',
  answer: 'bindings',
  report: 'bindings',
  'call-record': 'calls',
  contact: 'calls',
  erasure: 'calls',
  message: 'messages',
  number: 'numbers',
  block: 'numbers',
  push: 'pushes',
  'quarantined-item': 'pushes',
  usage: 'usage',
} as const;
export type SealedKind = keyof typeof SEALED_KINDS;

/**
 * Why a value does not open. `unknown-key`: the document does not have its data key (any more). `broken-seal`: its bytes, its
 * place or the key's bytes were changed. `not-valid`: it opened, and is not what its reader knows.
 */
export type SealFaultReason = 'unknown-key' | 'broken-seal' | 'not-valid';

/** A stored item that could not be opened. `id` is ours and opaque. */
export type UnreadableItem = Readonly<{
  kind: SealedKind;
  id: string;
  dataKeyId: string;
  reason: SealFaultReason;
}>;

/** A sealed value that does not open: `item-unreadable`, with the reason. */
export class SealFault extends AppError {
  readonly reason: SealFaultReason;

  constructor(reason: SealFaultReason, cause?: unknown) {
    super('item-unreadable', MESSAGES[reason], cause === undefined ? {} : { cause });
    this.reason = reason;
  }
}

const MESSAGES = {
  'unknown-key': 'a stored item is sealed with a data key that the configuration does not have',
  'broken-seal': 'a stored item does not open: it was changed, or belongs to another place',
  'not-valid': 'a stored item was opened and is not valid',
} satisfies Record<SealFaultReason, string>;
