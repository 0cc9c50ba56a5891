type Functions = Readonly<Record<string, Readonly<{ events?: readonly object[] }>>>;

/**
 * A line that says what to do, where the reservation cannot be met.
 *
 * @param options.accountConcurrency what the account may run at a time in the region
 */
export declare const concurrencyFaults: (options: {
  functions: Functions;
  settings: Readonly<{ webhookConcurrency: string }>;
  accountConcurrency: number | undefined;
}) => readonly string[];
