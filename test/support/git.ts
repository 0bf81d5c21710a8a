/** Who commits in the tests' own repositories: options of git, before the command. */
export const AS_AUTHOR = ["-c", "user.name=author", "-c", "user.email=author@example.com"] as const;
