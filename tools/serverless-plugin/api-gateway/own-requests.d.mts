/** Guards the servers that serverless-offline is going to start. */
export declare const guardServers: (pluginFile: string, host: string) => Promise<void>;
