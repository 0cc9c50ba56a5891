import { createServer, type Server } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { alarmQuestions } from '../../../tools/commands/cloud/aws-alarms.ts';

/** CloudFormation lists the parts of the stack of stage `prod`; a composite alarm is named by its ARN. */
const RESOURCES = `<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <ListStackResourcesResult><StackResourceSummaries>
    <member><LogicalResourceId>A</LogicalResourceId><ResourceType>AWS::CloudWatch::Alarm</ResourceType>
      <PhysicalResourceId>privatenumber-prod-arrears</PhysicalResourceId>
      <ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>
    <member><LogicalResourceId>B</LogicalResourceId><ResourceType>AWS::CloudWatch::CompositeAlarm</ResourceType>
      <PhysicalResourceId>arn:aws:cloudwatch:eu-central-1:000000000000:alarm:privatenumber-prod-work-behind</PhysicalResourceId>
      <ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>
    <member><LogicalResourceId>C</LogicalResourceId><ResourceType>AWS::DynamoDB::Table</ResourceType>
      <PhysicalResourceId>privatenumber-prod-calls</PhysicalResourceId>
      <ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>
  </StackResourceSummaries></ListStackResourcesResult>
</ListStackResourcesResponse>`;

/** CloudWatch answers by prefix, so that another stage's alarm is among them. */
const ALARMS = JSON.stringify({
  MetricAlarms: [
    { AlarmName: 'privatenumber-prod-arrears', StateValue: 'OK' },
    { AlarmName: 'privatenumber-prod-eu-arrears', StateValue: 'ALARM' },
  ],
  CompositeAlarms: [{ AlarmName: 'privatenumber-prod-work-behind', StateValue: 'ALARM' }],
});

/** The alarms of schedules ring in the state in which data stop. */
const WITHOUT_DATA = JSON.stringify({
  MetricAlarms: [
    {
      AlarmName: 'privatenumber-prod-arrears',
      StateValue: 'INSUFFICIENT_DATA',
      InsufficientDataActions: ['topic'],
    },
  ],
  CompositeAlarms: [{ AlarmName: 'privatenumber-prod-work-behind', StateValue: 'INSUFFICIENT_DATA' }],
});

const servers: Server[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

const answering = async (type: string, body: string): Promise<string> => {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': type, connection: 'close' }).end(body),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${address instanceof Object ? address.port : 0}`;
};

const seenIn = async (answer: string) => {
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFORMATION', await answering('text/xml', RESOURCES));
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH', await answering('application/x-amz-json-1.0', answer));
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'none');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'none');
  return alarmQuestions({ region: 'eu-central-1', maxAttempts: 1 }, 'privatenumber-prod').alarms();
};

it('the alarms of a stage are those of its stack, and not of one whose name begins alike', async () => {
  expect(await seenIn(ALARMS)).toMatchObject({
    kind: 'seen',
    value: [
      { name: 'arrears', isRinging: false },
      { name: 'work-behind', isRinging: true },
    ],
  });
});

it('an alarm rings without data when it has an action for that, and another one does not', async () => {
  expect(await seenIn(WITHOUT_DATA)).toMatchObject({
    kind: 'seen',
    value: [
      { name: 'arrears', isRinging: true },
      { name: 'work-behind', isRinging: false },
    ],
  });
});
