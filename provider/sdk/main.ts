import { generateSdk, sdkFolder } from "./generate";

generateSdk(sdkFolder);
console.log("sdks/heroku was generated from the provider's definitions. Compile it by: npm run prepare");
