import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_SCHEMAS } from '../../../packages/client/src/event-types.ts';
import { EventError, isEvent, parseEvent } from '../../../packages/client/src/index.ts';
import { type EventSchema, schemaFault } from '../../../packages/client/src/schema-fault.ts';

const EVENT = {
  specversion: '1.0',
  id: 'an-event-id',
  source: 'privatenumber',
  type: 'recording.archived',
  subject: 'call/one',
  time: '2026-03-01T08:00:00.000Z',
  datacontenttype: 'application/json',
  app: 'rides',
  reference: 'order-42',
  bindingId: null,
  occurredAt: '2026-03-01T08:00:00.000Z',
  data: { callId: 'one', archivedAt: '2026-03-01T08:00:00.000Z', sizeBytes: 96058, sha256: 'ab' },
};

/** As a rule of EventBridge hands it on. */
const ENVELOPE = {
  version: '0',
  id: 'another-id',
  'detail-type': 'recording.archived',
  source: 'privatenumber',
  detail: EVENT,
};
const NOTIFICATION = { Type: 'Notification', MessageId: 'any', Message: JSON.stringify(ENVELOPE) };
/** Source: AWS Lambda's documents, "Using Lambda with Amazon SQS", example event. */
const RECORD = { messageId: 'any', receiptHandle: 'any', eventSource: 'aws:sqs', messageAttributes: {} };
/** Source: Amazon SQS API reference, `Message`. */
const MESSAGE = { MessageId: 'any', ReceiptHandle: 'any', MD5OfBody: 'any' };

const DOCUMENTS = join(import.meta.dirname, '../../../docs/events');
const EXAMPLES = globSync('*.example.json', { cwd: DOCUMENTS });

describe('an event', () => {
  it.each<[string, unknown]>([
    ['alone', EVENT],
    ['as text', JSON.stringify(EVENT)],
    ['as bytes', Buffer.from(JSON.stringify(EVENT))],
    ['of an EventBridge rule', ENVELOPE],
    ['in the body of an SQS record', JSON.stringify(ENVELOPE)],
    ['of SNS', NOTIFICATION],
    ['of SNS in the body of an SQS record, as bytes', Buffer.from(JSON.stringify(NOTIFICATION))],
    ['in an SQS record of Lambda', { ...RECORD, body: JSON.stringify(ENVELOPE) }],
    ['of SNS in an SQS record of Lambda', { ...RECORD, body: JSON.stringify(NOTIFICATION) }],
    ['in an SNS record of Lambda', { EventSource: 'aws:sns', Sns: NOTIFICATION }],
    ['in a message that the SDK received', { ...MESSAGE, Body: JSON.stringify(ENVELOPE) }],
    ['of the local stack, with its fields beside the envelope', { ...ENVELOPE, ...EVENT }],
  ])('is read %s', (_how, received) => {
    expect(parseEvent(received)).toEqual(EVENT);
  });

  it.each(EXAMPLES)('of the documents is read: %s', (file) => {
    const example = JSON.parse(readFileSync(join(DOCUMENTS, file), 'utf8'));

    expect(parseEvent({ detail: example })).toEqual(example);
  });

  it('may have more fields than this version knows', () => {
    const newer = { ...EVENT, severity: 1, data: { ...EVENT.data, seconds: 12 } };

    expect(parseEvent(newer)).toEqual(newer);
  });

  it('of a kind that this version does not know is undefined, because a later service may tell more', () => {
    expect(parseEvent({ ...EVENT, type: 'call.transferred' })).toBeUndefined();
    expect(parseEvent({ ...EVENT, type: 'toString' })).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['no JSON', 'Hello +8613800000001', 'this is not JSON'],
    ['nothing', null, 'this is not an event of privatenumber'],
    ['an event of somebody else', { ...EVENT, source: 'aws.s3' }, 'this is not an event of privatenumber'],
    ['an event without its id', { ...EVENT, id: undefined }, 'recording.archived.id must be string'],
    [
      'an event with a fault inside',
      { ...EVENT, data: { ...EVENT.data, sizeBytes: '+8613800000001' } },
      'recording.archived.data.sizeBytes must be integer',
    ],
    ['an event that lacks a field', { ...EVENT, data: {} }, 'recording.archived.data.callId is missing'],
  ])('is not %s; the error names the place and no value', (_what, received, message) => {
    expect(() => parseEvent(received)).toThrow(new EventError(message));
  });

  it('is told from others by its kind', () => {
    expect([isEvent(EVENT), isEvent(EVENT, 'recording.archived'), isEvent(EVENT, 'call.ended')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isEvent({ ...EVENT, id: 1 })).toBe(false);
  });
});

describe('the validator', () => {
  const ajv = new Ajv2020({ strict: false });
  const schemas: readonly (readonly [string, EventSchema])[] = [
    ...Object.entries(EVENT_SCHEMAS),
    [
      'every keyword',
      {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', minLength: 2, pattern: '^[a-z]' },
          data: { type: 'number', minimum: 1, maximum: 3 },
          app: {
            type: 'array',
            items: { anyOf: [{ type: 'null' }, { type: 'boolean' }, { enum: ['a', 1] }] },
          },
        },
      },
    ],
  ];

  it.each(schemas)('agrees with Ajv about everything: %s', (_kind, schema) => {
    const validate = ajv.compile(schema);
    const leaf = fc.constantFrom<unknown>(
      null,
      true,
      0,
      1,
      2.5,
      4,
      '',
      'a',
      'ab',
      'AXB',
      'rides',
      '1.0',
      'privatenumber',
      [],
      ['a'],
      [true, null],
      [{}],
      {},
    );
    const changed = fc.dictionary(fc.constantFrom(...Object.keys(EVENT)), leaf, { maxKeys: 2 });
    const inside = fc.dictionary(fc.constantFrom(...fieldsOf(schema)), leaf);

    fc.assert(
      fc.property(changed, inside, (fields, data) => {
        const value = { ...EVENT, type: schema.properties?.['type']?.const, data, ...fields };

        expect(schemaFault(schema, value, 'it') === undefined).toBe(validate(value));
      }),
      { numRuns: 60 },
    );
  });
});

const fieldsOf = (schema: EventSchema): readonly string[] => [
  'other',
  ...Object.keys(schema.properties?.['data']?.properties ?? {}),
];
