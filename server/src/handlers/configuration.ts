/** Settings and workspace folders, at the start and when they change. */
import { DidChangeConfigurationNotification } from "vscode-languageserver";
import { background, type Session } from "#server/session";

const section = "lazymmu";

export function handleConfiguration(session: Session): void {
  const { connection, features, log } = session;
  connection.onDidChangeConfiguration(({ settings }) => {
    if (features.configuration) {
      background(log, "Reading the settings", () => fetchSettings(session));
    } else {
      session.applySettings(sectionOf(settings));
    }
  });
}

/** Reads the settings for the first time; analysis starts with them. */
export async function startConfiguration(session: Session): Promise<void> {
  const { connection, features, log } = session;
  if (features.configurationRegistration) {
    background(log, "Watching the settings", async () => {
      await connection.client.register(DidChangeConfigurationNotification.type, { section });
    });
  }
  if (!features.configuration) {
    session.applySettings(features.initialSettings);
    return;
  }
  try {
    await fetchSettings(session);
  } catch (error) {
    session.applySettings(features.initialSettings);
    throw error;
  }
}

async function fetchSettings(session: Session): Promise<void> {
  const settings: unknown = await session.connection.workspace.getConfiguration(section);
  session.applySettings(settings);
}

function sectionOf(settings: unknown): unknown {
  if (typeof settings !== "object" || settings === null || !(section in settings)) return undefined;
  return settings[section];
}
