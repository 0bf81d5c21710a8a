// Loaded before a measured program: says at its end how much memory it has had at most.
process.once("exit", () => {
  require("node:fs").writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS / 1024));
});
