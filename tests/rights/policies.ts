// The policies of the functions' roles, as the package has them, and what IAM makes of them.
import * as v from 'valibot';
import type { Template } from '../../tools/local-stack/template.ts';
import { type Condition, conditionsOf, holds } from './conditions.ts';
import { fits } from './fits.ts';
import { resolved } from './resource-arns.ts';
import type { Use } from './use.ts';

/** One entry of a policy: an action, or a pattern of actions, on a resource or a pattern of resources. */
export type Grant = Readonly<{
  functionName: string;
  effect: 'Allow' | 'Deny';
  action: string;
  resource: string;
  conditions: readonly Condition[];
}>;

const OneOrMore = <Item extends v.GenericSchema>(item: Item) =>
  v.union([
    v.array(item),
    v.pipe(
      item,
      v.transform((one) => [one]),
    ),
  ]);

/** Strict: an element that this does not know, such as `NotAction`, would change what the policy means. */
const Policy = v.object({
  PolicyDocument: v.object({
    Statement: OneOrMore(
      v.strictObject({
        Sid: v.optional(v.string()),
        Effect: v.picklist(['Allow', 'Deny']),
        Action: OneOrMore(v.string()),
        Resource: OneOrMore(v.unknown()),
        Condition: v.optional(v.unknown(), {}),
      }),
    ),
  }),
});

const Role = v.object({
  Policies: v.optional(v.array(Policy), []),
  ManagedPolicyArns: v.optional(v.array(v.unknown()), []),
});

const FunctionProperties = v.object({
  Handler: v.string(),
  Role: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('Arn')]) }),
});

/** Policies apart from the role that they are for: they would be rights that nobody sees at the function. */
const APART = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/**
 * Every grant of every function. A policy of Amazon's is a grant of the action `managed-policy` on its ARN: nobody here knows what
 * it allows tomorrow.
 *
 * @throws {Error} for a policy that is not understood, or is not a function's own.
 */
export const grantsIn = (template: Template): readonly Grant[] => {
  const owners = roleOwners(template);
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
    if (APART.includes(Type)) throw new Error(`${id}: rights of a function belong to its function.yml`);
    if (Type !== 'AWS::IAM::Role') return [];
    const functionName = owners.get(id) ?? `(role ${id})`;
    const { Policies, ManagedPolicyArns } = v.parse(Role, Properties, { abortEarly: true });
    const own = Policies.flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(({ Effect, Action, Resource, Condition: written }) =>
        Action.flatMap((action) =>
          Resource.map((resource) => ({
            functionName,
            effect: Effect,
            action,
            resource: resolved(template, resource),
            conditions: conditionsOf(template, written),
          })),
        ),
      ),
    );
    const managed = ManagedPolicyArns.map((arn) => ({
      functionName,
      effect: 'Allow' as const,
      action: 'managed-policy',
      resource: resolved(template, arn),
      conditions: [],
    }));
    return [...own, ...managed];
  });
};

/** Which function has which role, by the role's logical id. */
const roleOwners = ({ Resources }: Template): ReadonlyMap<string, string> =>
  new Map(
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => {
        const { Handler, Role: role } = v.parse(FunctionProperties, Properties);
        return [role['Fn::GetAtt'][0], Handler.split('/')[1] ?? ''];
      }),
  );

/** Whether the entry speaks of the use; actions have no case. */
export const speaksOf = (grant: Grant, { functionName, action, resource }: Use): boolean =>
  grant.functionName === functionName &&
  fits(grant.action.toLowerCase(), action.toLowerCase()) &&
  fits(grant.resource, resource) &&
  grant.conditions.every((condition) => holds(condition, functionName));

/** As IAM decides: something allows it, and nothing denies it. */
export const isGranted = (grants: readonly Grant[], use: Use): boolean => {
  const speaking = grants.filter((grant) => speaksOf(grant, use));
  return speaking.length > 0 && speaking.every(({ effect }) => effect === 'Allow');
};
