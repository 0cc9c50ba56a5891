import { readFileSync } from 'node:fs';
import { CALL_EVENT_TYPES } from '../../../shared/calls/call-event.ts';
import { REFUSALS } from '../../../shared/platform/push-answers.ts';
import type { Json } from './json-schema.ts';

// What the platform pushes, as far as this project needs it to be there. The platform adds fields as it likes, so every
// object is open and most fields are left to the vendor's pages.

const text = { type: 'string' };
const id = { type: 'string', minLength: 1 };

const SHAPES: readonly Json[] = [
  {
    title: 'Call event',
    type: 'object',
    required: ['eventType', 'statusInfo'],
    properties: {
      eventType: { ...text, examples: CALL_EVENT_TYPES },
      statusInfo: {
        type: 'object',
        required: ['sessionId', 'timestamp'],
        properties: { sessionId: id, timestamp: { ...text, description: 'UTC, `yyyy-MM-dd HH:mm:ss`.' } },
      },
    },
  },
  {
    title: 'CDRs of 1 to 50 calls',
    type: 'object',
    required: ['feeLst'],
    properties: {
      eventType: { const: 'fee' },
      feeLst: {
        type: 'array',
        items: { type: 'object', required: ['sessionId'], properties: { sessionId: id } },
      },
    },
  },
  {
    title: 'Text message',
    type: 'object',
    required: ['smsEvent'],
    properties: {
      appKey: text,
      smsEvent: { type: 'object', required: ['smsIdentifier'], properties: { smsIdentifier: id } },
    },
  },
  {
    title: 'Status of private numbers',
    type: 'object',
    required: ['eventType', 'numInfo'],
    properties: {
      eventType: { const: 'numStatus' },
      numInfo: {
        type: 'array',
        items: { type: 'object', required: ['number', 'status'], properties: { number: text, status: text } },
      },
    },
  },
];

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/platform/pushes/${name}.json`, import.meta.url), 'utf8'));

const EXAMPLES = ['axb-event-callin', 'axb-cdr-answered-recorded', 'axb-sms-notify-sent', 'x-number-status'];

/** The body of any push; it is understood on any of the webhooks. */
export const pushBody = (): Json => ({
  required: true,
  description: 'At most 1 MiB. A single item that cannot be read is set aside, and the rest is stored.',
  content: {
    'application/json': {
      schema: { anyOf: SHAPES },
      examples: Object.fromEntries(EXAMPLES.map((name) => [name, { value: sample(name) }])),
    },
  },
});

/** The answer to a push. */
export const PUSH_ANSWER: Json = {
  description:
    'Everything is stored. The body is empty, except where the platform waits for a decision: the `callin` of mode X and the text message of kind `Block` are refused with the documented JSON.',
  content: {
    'application/json': {
      schema: { anyOf: Object.values(REFUSALS).map((refusal) => ({ const: refusal })) },
      examples: Object.fromEntries(Object.entries(REFUSALS).map(([name, value]) => [name, { value }])),
    },
  },
};
