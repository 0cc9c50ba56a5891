/** One line for each setting of a deployment that a function would refuse when it starts, or take for another value. */
export declare const settingFaults: (settings: Readonly<Record<string, unknown>>) => readonly string[];
