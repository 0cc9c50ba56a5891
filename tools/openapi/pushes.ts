import { readFileSync } from 'node:fs';
import { CALL_EVENT_TYPES } from '../../shared/calls/call-event.ts';
import { REFUSALS } from '../../shared/platform/pushes/push-answers.ts';
import type { Json } from './json-schema.ts';

// The pushes of the platform, as far as this project needs them to be there. The platform adds fields as it likes, so every
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
  JSON.parse(readFileSync(new URL(`../../docs/pushes/${name}.json`, import.meta.url), 'utf8'));

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

/** Put the call through (`privatenumber_02_0006_2`). */
const CONNECT: Json = {
  type: 'object',
  required: ['operation', 'connectInfo'],
  properties: {
    operation: { const: 'connect' },
    connectInfo: {
      type: 'object',
      required: ['displayCalleeNum', 'calleeNum'],
      properties: {
        displayCalleeNum: text,
        calleeNum: text,
        maxDuration: { type: 'integer' },
        lastMinVoice: text,
        recordFlag: { const: 'true' },
        recordHintTone: text,
        waitVoice: text,
        userData: text,
      },
    },
  },
};

/** Pass the text on (`privatenumber_02_0008`). */
const FORWARD: Json = {
  type: 'object',
  required: ['actions'],
  properties: {
    actions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['operation', 'message'],
        properties: {
          operation: { const: 'vNumberRoute' },
          message: {
            type: 'object',
            required: ['called', 'calling'],
            properties: { called: text, calling: text },
          },
        },
      },
    },
  },
};

/** The answer to a push. */
export const PUSH_ANSWER: Json = {
  description:
    'Everything is stored. The body is empty, except where the platform waits for a decision: how to route the `callin` of mode X, what to do with a text of kind `Block`. In doubt the call is closed and the text discarded.',
  content: {
    'application/json': {
      schema: {
        anyOf: [...Object.values(REFUSALS).map((refusal) => ({ const: refusal })), CONNECT, FORWARD],
      },
      examples: Object.fromEntries(Object.entries(REFUSALS).map(([name, value]) => [name, { value }])),
    },
  },
};
