package pk.muhr.it;

import java.util.stream.Stream;

/**
 * Who takes part in a registration.
 *
 * @param first a registration officer
 * @param second another one
 * @param foreign somebody who acts for another body
 */
record Parties(RunningProgram program, Party authority, Party security, Party first, Party second, Party foreign) {

    static Parties of(RunningProgram program) {
        return new Parties(
                program,
                party(program, "dev-policy-authority", "policy-authority"),
                party(program, "dev-security-officer", "security-officer"),
                party(program, "dev-registration-officer", "registration-officer"),
                party(program, "dev-registration-officer-2", "registration-officer"),
                party(program, "sana.iqbal", "subscriber", "--body", "ntc"));
    }

    /** Somebody with a token for this role. */
    Party party(String person, String role, String... more) {
        return party(program, person, role, more);
    }

    private static Party party(RunningProgram program, String person, String role, String... more) {
        String[] options =
                Stream.concat(Stream.of("--name", person), Stream.of(more)).toArray(String[]::new);
        return new Party(person, program.api(), program.token(role, options));
    }
}
