// Writes the golden payloads in a folder as TypeScript with the types that
// discord-api-types gives them, one constant each.
import { readFileSync, readdirSync } from "node:fs";

const [folder] = process.argv.slice(2);
console.log(`import type { APIModalInteractionResponseCallbackData, RESTPostAPIChannelMessageJSONBody, RESTPutAPIApplicationCommandsJSONBody } from "discord-api-types/v10";`);
let n = 0;
const write = (type, value) => console.log(`export const p${n++}: ${type} = ${JSON.stringify(value)};`);
// discordgo writes what is not set as null, or as false, which Discord reads as absent.
const unset = (key, value) => (value === null || (key === "autocomplete" && !value) ? undefined : value);

for (const file of readdirSync(folder).filter((f) => f.endsWith(".json"))) {
	const text = readFileSync(`${folder}/${file}`, "utf8");
	console.log(`// ${file}`);
	if (file === "commands.json") {
		write("RESTPutAPIApplicationCommandsJSONBody", JSON.parse(JSON.stringify(JSON.parse(text), unset)));
		continue;
	}
	const { messages, modals } = JSON.parse(text);
	for (const m of messages) write("RESTPostAPIChannelMessageJSONBody", m);
	for (const m of modals ?? []) write("APIModalInteractionResponseCallbackData", m);
}
