import type { StoreCall } from '../fakes/documents-around.ts';
import { tableArn } from './resource-arns.ts';
import type { Use } from './use.ts';

/** DynamoDB's name for each function of the port; `store-call.test.ts` compares it with what goes over the wire. */
const ACTIONS: Readonly<Record<StoreCall['name'], string>> = {
  get: 'dynamodb:GetItem',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  remove: 'dynamodb:DeleteItem',
  query: 'dynamodb:Query',
  batchGet: 'dynamodb:BatchGetItem',
  scan: 'dynamodb:Scan',
};

/** Tests put a prefix before the names of their tables. */
const WITHOUT_PREFIX = /privatenumber-[a-z0-9]+-[a-z]+$/;

/**
 * The action of a call, on its table or on the index that it reads. Conditions and returned values need no other. Source: "Actions,
 * resources, and condition keys for Amazon DynamoDB", Service Authorization Reference.
 */
export const usesOfStoreCall = ({ name, input }: StoreCall): readonly Omit<Use, 'functionName'>[] => {
  const table = tableArn(WITHOUT_PREFIX.exec(input.table)?.[0] ?? input.table);
  const index = 'index' in input ? input.index : undefined;
  return [{ action: ACTIONS[name], resource: index === undefined ? table : `${table}/index/${index}` }];
};
