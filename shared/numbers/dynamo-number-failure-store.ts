import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Documents } from '../storage/documents.ts';
import { hourOf, type NumberFailureStore } from './number-failures.ts';

/** Re-pushes come for five hours; a day later nobody adds to an hour any more. */
const KEPT_SECONDS = 24 * 3600;

const Updated = v.object({ item: v.object({ people: v.set(v.string()) }) });

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys }>;

/** Number failures in DynamoDB: one item a number and hour, with the look-up keys of the people. One write and no read each. */
export const createDynamoNumberFailureStore = ({
  documents,
  table,
  lookup,
}: Options): NumberFailureStore => ({
  async add({ app, x, from, at }) {
    const hour = hourOf(at);
    const outcome = await documents.update({
      purpose: 'recording the number failure',
      table,
      key: { pk: `U#${lookup('private-number', x)}#${hour}`, sk: app },
      change: 'ADD people :person SET #ttl = :ttl',
      names: { '#ttl': 'ttl' },
      values: {
        ':person': new Set([lookup('party', from)]),
        ':ttl': epochSeconds(addSeconds(new Date(at), KEPT_SECONDS)),
      },
      returnItem: true,
    });
    return v.parse(Updated, outcome).item.people.size;
  },
});
