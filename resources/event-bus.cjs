// The bus on which the business hears of events, and the queue of those that could not be told. CommonJS, because that is what
// the framework reads files with.

/** As long as SQS keeps a message at most (API reference of `CreateQueue`, MessageRetentionPeriod). */
const FOURTEEN_DAYS_SECONDS = 1_209_600;

module.exports = async ({ resolveVariable }) => {
  const prefix = `${await resolveVariable('self:service')}-${await resolveVariable('self:provider.stage')}`;
  const given = await resolveVariable("self:custom.settings.eventBusName, ''");
  const bus = { EventBus: { Type: 'AWS::Events::EventBus', Properties: { Name: prefix } } };
  return {
    Resources: {
      ...(given ? {} : bus),
      UntoldEventsQueue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: `${prefix}-untold-events`,
          MessageRetentionPeriod: FOURTEEN_DAYS_SECONDS,
          SqsManagedSseEnabled: true,
        },
      },
    },
  };
};
