import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { type BusinessEvent, type DataOf, EVENT_SOURCE, type EventKind } from './kinds.ts';

/** The binding that a fact is about. */
export type AboutBinding = Readonly<{ bindingId: string; reference?: string | undefined }>;

/** Something that happened, before anybody decides whether numbers may be told. `identity` with the kind says which fact it is. */
export type Fact = {
  [Kind in EventKind]: Readonly<{
    kind: Kind;
    identity: readonly string[];
    /** The thing that it is about, `bindings/<id>`. */
    subject: string;
    app: string;
    binding: AboutBinding | undefined;
    /** ISO 8601 UTC. */
    occurredAt: string;
    data: DataOf<Kind>;
  }>;
}[EventKind];

/** How facts become events. */
export type EventOptions = Readonly<{
  lookup: LookupKeys;
  /** Whether events of an app may have numbers. */
  withNumbers: (app: string) => boolean;
  /** Whether somebody's number stands in a text, as in references from before a bind refused them. */
  holdsPhoneNumber: (text: string) => boolean;
}>;

/** The event of a fact. Its id is a keyed hash: it tells nothing, and is the same however often the fact is told. */
export const eventOf = (
  { kind, identity, subject, app, binding, occurredAt, data }: Fact,
  { lookup, withNumbers, holdsPhoneNumber }: EventOptions,
): BusinessEvent => ({
  specversion: '1.0',
  id: lookup('told-fact', kind, app, ...identity),
  source: EVENT_SOURCE,
  type: kind,
  subject,
  time: occurredAt,
  datacontenttype: 'application/json',
  app,
  reference:
    withNumbers(app) || !holdsPhoneNumber(binding?.reference ?? '') ? (binding?.reference ?? null) : null,
  bindingId: binding?.bindingId ?? null,
  occurredAt,
  data: withNumbers(app) ? data : withoutNumbers(data),
});

const withoutNumbers = (data: object): object =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'numbers'));
