import * as v from 'valibot';
import { AxbBody } from '../../../functions/bind/schema.ts';
import { BIND_EXAMPLES } from './examples.ts';
import { inputSchema, type Json } from './json-schema.ts';

/** What the fields of a bind mean. */
const NOTES: Readonly<Record<string, string>> = {
  mode: 'The only mode that can be bound so far.',
  app: 'Needed when several apps have this mode.',
  a: 'A, one of the two people.',
  b: 'B, the other one.',
  x: 'A particular private number; otherwise one is chosen.',
  areaCode: 'The wished city of the private number.',
  areaMatch: "`strict`: no other city. Default: the app's, which is `loose` unless it is set.",
  reference:
    'Your key of the business case, an order number, say. Part of what makes a binding the same one.',
  ttlSeconds: "Absent: the app's default. `null`: never expires, where the app allows it.",
  callDirection: 'Who may call whom: both, only A to B, only towards A.',
  record: 'Needs a tone, here or as the default of the app.',
  recordTone: 'The voice file that announces the recording.',
  maxCallMinutes: 'From the answer on; 0: no limit.',
  lastMinuteTone: 'The voice file that is played a minute before that limit.',
  sms: 'Whether texts are passed on; `true` wants an X that can.',
  waitingTones: 'Voice files that callers hear instead of the ringback.',
  userData: 'Comes back in events, CDRs and texts.',
};

const Body = v.looseObject({ properties: v.record(v.string(), v.looseObject({})) });

/** `POST /bindings`. @throws {Error} for a field without a note. */
export const bindBody = (): Json => ({
  required: true,
  description: 'At most 64 KiB. An unknown field is a fault.',
  content: { 'application/json': { schema: withNotes(), examples: examples() } },
});

const withNotes = (): Json => {
  const schema = v.parse(Body, inputSchema(AxbBody));
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const note = NOTES[name];
    if (note === undefined) throw new Error(`no note on the field ${name} of a bind`);
    const form = property['description'];
    return [name, { ...property, description: typeof form === 'string' ? `${note} ${form}` : note }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
};

const examples = (): Json =>
  Object.fromEntries(Object.entries(BIND_EXAMPLES).map(([name, value]) => [name, { value }]));
