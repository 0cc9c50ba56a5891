import type { ApiOperation } from './api-operation.ts';

/** The operators' route of the state, by its route key in the template. */
export const STATUS_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'GET /operations/status': {
    id: 'showStatus',
    tag: 'Operations',
    summary: 'Show how the deployment stands',
    description:
      'The same lines as `npm run ops -- status`, each with a code and its values. A part that cannot be read does not hide the others. A key of some apps sees the lines of these.',
    access: 'api-key',
    answers: { 200: { description: 'The state.', as: 'DeploymentStatus' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
};
