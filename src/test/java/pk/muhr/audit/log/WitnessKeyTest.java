package pk.muhr.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.x509.Der;

/** Cosignatures, held against a checkpoint that public witnesses signed. */
class WitnessKeyTest {

    private static final String REMORA = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

    private static final String CHECKPOINT = """
            arche2025h1.staging.ct.transparency.dev
            1432088532
            U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

            — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
            — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
            — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
            — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
            — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
            — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
            """;

    private static final WitnessKey KEY = WitnessKey.of(REMORA).orElseThrow();

    @Test
    void isWrittenAsOthersWriteIt() {
        assertThat(KEY.text()).isEqualTo(REMORA);
        assertThat(KEY.name()).isEqualTo("remora.n621.de");
    }

    @Test
    void verifiesWhatAPublicWitnessSigned() {
        SignedNote note = SignedNote.of(CHECKPOINT).orElseThrow();
        NoteSignature line = KEY.cosignature(note).orElseThrow();
        assertThat(line).isEqualTo(note.signatures().get(4));
        assertThat(KEY.cosigned(note.text(), line)).contains(Instant.ofEpochSecond(0x6a122120));
    }

    @Test
    void doesNotVerifyAnotherTextOrTime() {
        SignedNote note = SignedNote.of(CHECKPOINT).orElseThrow();
        NoteSignature line = KEY.cosignature(note).orElseThrow();
        assertThat(KEY.cosigned(note.text().replace("1432088532", "1432088533"), line))
                .isEmpty();
        byte[] later =
                ByteBuffer.wrap(line.signature().bytes()).putLong(0x6a122121L).array();
        assertThat(KEY.cosigned(note.text(), new NoteSignature(line.name(), line.keyId(), Der.of(later))))
                .isEmpty();
        byte[] never = ByteBuffer.wrap(line.signature().bytes())
                .putLong(Long.MIN_VALUE)
                .array();
        assertThat(KEY.cosigned(note.text(), new NoteSignature(line.name(), line.keyId(), Der.of(never))))
                .isEmpty();
    }

    @Test
    void doesNotTakeTheLineOfAnotherName() {
        SignedNote note = SignedNote.of(CHECKPOINT).orElseThrow();
        NoteSignature line = KEY.cosignature(note).orElseThrow();
        WitnessKey other = new WitnessKey("remora.example", KEY.key());
        assertThat(other.cosignature(note)).isEmpty();
        assertThat(KEY.cosigned(note.text(), new NoteSignature("remora.example", line.keyId(), line.signature())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "remora.n621.de",
                "remora.n621.de+da77ade7",
                "remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "remora.n621.de+DA77ADE7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "remora+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
                "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
                "remora.n621.de+da77ade7+BOvN63jn",
                "remora.n621.de+da77ade7+",
                "remora.n621.de+da77ade7+!"
            })
    void isNothingElse(String text) {
        assertThat(WitnessKey.of(text)).isEmpty();
    }

    @Test
    void hasANameWithoutSpaces() {
        assertThatThrownBy(() -> new WitnessKey("a b", KEY.key())).hasMessageContaining("no name for a witness");
        assertThatThrownBy(() -> new WitnessKey("a", Der.of(new byte[31]))).hasMessageContaining("32 octets");
    }
}
