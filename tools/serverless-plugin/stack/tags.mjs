// Tags on everything that takes them. CloudFormation hands the tags of a stack down by itself, and the framework sets those too;
// they are also written on each resource, so that the packaged template has them however it is deployed.
import { listOf } from './vpc.mjs';

/** How a type takes its tags; a type that is not here takes none. */
const FORMS = {
  list: [
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::CompositeAlarm',
    'AWS::DynamoDB::Table',
    'AWS::Events::EventBus',
    'AWS::Events::Rule',
    'AWS::IAM::Role',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::Function',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::SNS::Topic',
    'AWS::SQS::Queue',
    'AWS::SecretsManager::Secret',
  ],
  map: ['AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::Stage'],
};

/**
 * @param {{ service: string, stage: string, tags: string }} options `tags`: `team=orders,costCentre=4711`
 * @returns {Readonly<Record<string, string>>} those of this deployment, `service` and `stage` among them
 */
export const tagsOf = ({ service, stage, tags }) => ({
  service,
  stage,
  ...Object.fromEntries(listOf(tags).map((tag) => [nameOf(tag), tag.slice(nameOf(tag).length + 1)])),
});

const nameOf = (tag) => tag.split('=', 1)[0];

/** Writes the tags on every resource of a template that takes them. */
export const tagResources = (template, tags) => {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (FORMS.list.includes(Type)) Properties.Tags = list;
    if (FORMS.map.includes(Type)) Properties.Tags = tags;
  }
};
