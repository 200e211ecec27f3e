import { generateSdk, sdkFolder } from "./generate";
import { writeReference } from "./reference";

generateSdk(sdkFolder);
writeReference();
console.log(
  "sdks/heroku and docs/reference were generated from the provider's definitions. Compile the SDK by: npm run prepare",
);
