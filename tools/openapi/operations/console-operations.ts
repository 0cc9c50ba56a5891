import type { ApiOperation } from './api-operation.ts';

const NOTE =
  'Asks for no key, and holds nothing of anybody: the page asks for the key and then uses this API.';

/** The operator console. */
export const CONSOLE_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'GET /console': {
    id: 'console',
    tag: 'Console',
    summary: 'Open the operator console',
    description: NOTE,
    access: 'open',
    answers: {
      200: { description: 'A page for people.', content: { 'text/html': { schema: { type: 'string' } } } },
    },
    problems: [],
  },
  'GET /console/{asset}': {
    id: 'consoleAsset',
    tag: 'Console',
    summary: 'Read the script or the style of the console',
    description: `Its name has a hash of its content, so it may be kept for ever. ${NOTE}`,
    access: 'open',
    parameters: [{ name: 'asset', in: 'path', required: true, schema: { type: 'string' } }],
    answers: {
      200: {
        description: 'The file.',
        content: {
          'text/javascript': { schema: { type: 'string' } },
          'text/css': { schema: { type: 'string' } },
        },
      },
    },
    problems: ['not-found'],
  },
};
