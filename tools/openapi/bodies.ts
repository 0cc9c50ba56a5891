import * as v from 'valibot';
import { BIND_BODIES } from '../../functions/bind/schema.ts';
import {
  ImportBody,
  NamedNumberChangeBody,
  NumberChangeBody,
} from '../../functions/manage-numbers/schema.ts';
import { ChangeBody, IfMatch } from '../../functions/modify-binding/schema.ts';
import { CalleeBody } from '../../functions/set-temporary-callee/schema.ts';
import { NEVER_CHANGEABLE } from '../../shared/bindings/change/complete-change.ts';
import { MODES, type Mode } from '../../shared/kernel/mode.ts';
import {
  BIND_EXAMPLES,
  CALLEE_EXAMPLE,
  CHANGE_EXAMPLE,
  IMPORT_EXAMPLE,
  IMPORT_TABLE_EXAMPLE,
  NAMED_STATE_EXAMPLE,
  RESERVE_EXAMPLE,
  STATE_EXAMPLE,
} from './examples.ts';
import { inputSchema, type Json } from './json-schema.ts';

/** The meanings of the fields of request bodies, the same in every mode. */
const NOTES: Readonly<Record<string, string>> = {
  mode: 'Decides which other fields there are.',
  app: 'Needed when several apps have this mode.',
  a: 'A, whose number is hidden.',
  b: 'B, the other person. AXYB: `null` in a change leaves nobody in particular.',
  x: 'A particular private number; otherwise one is chosen.',
  areaCode:
    'The wished city of the private number. AX and AXE (AXB for a fixed line) need it where the platform chooses the number and no `x` is named.',
  areaMatch: "`strict`: no other city. Default: the app's, which is `loose` unless it is set.",
  reference:
    'Your key of the business case, an order number, say. Part of what makes a binding the same one.',
  ttlSeconds: "Absent: the app's default. `null`: never expires, where the app allows it.",
  callDirection: 'Who may call: both sides, only A, only towards A.',
  record: 'Needs a tone, here or as the default of the app.',
  recordTone: 'The voice file that announces the recording.',
  maxCallMinutes: 'From the answer on; 0: no limit.',
  lastMinuteTone: 'The voice file that is played a minute before that limit.',
  sms: 'Whether texts are passed on; `true` wants an X that can.',
  waitingTones: 'Voice files that callers hear instead of the ringback.',
  userData:
    'Comes back in events, CDRs and texts. With a mainland phone number in it, however written, it is refused; digits in one longer row, such as those of an order number, are none.',
  extension: 'What callers dial after X; absent: the platform chooses it.',
  callback: 'Who or what answers A when A calls X and nobody called before.',
  callbackTtlSeconds: 'How long A reaches the last caller by calling X; whole minutes.',
  ybTtlSeconds: 'How long a Y lives.',
  state: '`available`: may be handed out; `draining`: no new bindings; the others: nothing works on it.',
  cause: 'Why, in a word of yours.',
  reserved: '`true`: only for binds that name it; where the platform chooses X it may still be chosen.',
  callee: "Whom A's next calls to X reach.",
};

const Body = v.looseObject({ properties: v.record(v.string(), v.looseObject({})) });

/** A body's schema with notes on its fields. @throws {Error} for a field without a note. */
export const withNotes = (schema: v.GenericSchema, without: readonly string[] = [], notes = NOTES): Json => {
  const { properties, ...rest } = v.parse(Body, inputSchema(schema));
  const noted = Object.entries(properties)
    .filter(([name]) => !without.includes(name))
    .map(([name, property]) => {
      const note = notes[name];
      if (note === undefined) throw new Error(`no note on the field ${name} of a body`);
      const form = property['description'];
      return [name, { ...property, description: typeof form === 'string' ? `${note} ${form}` : note }];
    });
  return { ...rest, properties: Object.fromEntries(noted) };
};

/** A JSON body with its examples. */
export const body = (schema: Json, examples: Readonly<Record<string, unknown>>): Json => ({
  required: true,
  description: 'At most 64 KiB. An unknown field is a fault.',
  content: {
    'application/json': {
      schema,
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
    },
  },
});

/** `POST /bindings`, one form for each mode. */
export const bindBody = (): Json =>
  body({ oneOf: MODES.map((mode) => ({ title: mode, ...bindForm(mode) })) }, BIND_EXAMPLES);

const bindForm = (mode: Mode): Json =>
  withNotes(BIND_BODIES[mode], [], {
    ...NOTES,
    callDirection: `${NOTES['callDirection']} Default: \`both\`.`,
  });

/** `PATCH /bindings/{bindingId}`: what some mode can change. */
export const changeBody = (): Json =>
  body(
    withNotes(ChangeBody, NEVER_CHANGEABLE, {
      ...NOTES,
      ttlSeconds: 'Counts anew from the change. `null`: never expires, where the app allows it.',
    }),
    { longer: CHANGE_EXAMPLE },
  );

/** `PUT /bindings/{bindingId}/temporary-callee` */
export const calleeBody = (): Json =>
  body(
    withNotes(CalleeBody, [], {
      ...NOTES,

      ttlSeconds: 'For how long; three days at most.',
    }),
    { driver: CALLEE_EXAMPLE },
  );

const IMPORT_NOTE = [
  'Every number that the app has: JSON of at most 64 KiB, or a table of at most 1 MiB and 10,000 numbers. What a list does not say (an absent field or column) stays as it is stored; a new number then has no area code and no SMS.',
  'A table has a header row; its cells stand between commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030. Any type but JSON is read as a table, and its bytes tell its encoding. Outside UTF-8 send `application/csv`: API Gateway breaks the characters of a `text/*` body.',
  'Columns come in any order under English or Chinese names: number (`x`, `number`, 号码, 隐私号码 …), area code (`areaCode`, 区号, 城市码 …), SMS (`sms`, 短信, 是否开通短信 …). City and carrier (城市, 运营商 …) are known and not stored, and no area code is made from a city. The answer names all other columns.',
  'Cells may be written `="…"`; an area code may lack its 0; SMS is yes or no, true or false, 1 or 0, 是 or 否. A number in scientific notation has lost digits and is refused. Faults name the row as a spreadsheet counts it. xls and xlsx are refused: save them as CSV.',
].join('\n\n');

const TABLE_TYPES = ['text/*', 'application/csv', 'application/vnd.ms-excel'];

/** `PUT /numbers` */
export const importBody = (): Json => {
  const { required, content } = v.parse(
    v.object({ required: v.boolean(), content: v.record(v.string(), v.unknown()) }),
    body(inputSchema(ImportBody), { two: IMPORT_EXAMPLE }),
  );
  const table = { schema: { type: 'string' }, example: IMPORT_TABLE_EXAMPLE };
  return {
    required,
    description: IMPORT_NOTE,
    content: { ...content, ...Object.fromEntries(TABLE_TYPES.map((type) => [type, table])) },
  };
};

/** `PATCH /numbers/{x}` */
export const numberChangeBody = (): Json =>
  body(withNotes(NumberChangeBody), { drain: STATE_EXAMPLE, reserve: RESERVE_EXAMPLE });

/** `PATCH /numbers` */
export const namedNumberChangeBody = (): Json =>
  body(
    withNotes(NamedNumberChangeBody, [], {
      ...NOTES,
      x: 'The private number.',
      app: 'The app that has the number. Needed when several apps have it.',
    }),
    { drain: NAMED_STATE_EXAMPLE },
  );

/** The query of a list as the body of its search, in which `orphan` is a boolean. */
export const searchBody = (
  query: v.GenericSchema,
  notes: Readonly<Record<string, string>>,
  example: unknown,
): Json => {
  const { properties, ...rest } = v.parse(Body, withNotes(query, [], notes));
  const { orphan, ...others } = properties;
  const asJson =
    orphan === undefined ? {} : { orphan: { type: 'boolean', description: orphan['description'] } };
  return body({ ...rest, properties: { ...others, ...asJson } }, { one: example });
};

/** The header of a change that must not overwrite another one. */
export const IF_MATCH: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The `version` that the change is meant for; another one is 412.',
  schema: inputSchema(IfMatch),
};
