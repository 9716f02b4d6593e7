package pk.muhr.it.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import pk.muhr.it.Ran;

/** Programs that are signed, and whether those who check such signatures let them run. */
final class CodeJudges {

    private CodeJudges() {}

    /**
     * A jar file. The checker asks the responders, so it needs the proxy.
     *
     * @param proxy leads to the addresses inside certificates
     */
    record Jar(Repository repository, Nginx proxy) implements Judge {
        @Override
        public String program() {
            return "jarsigner -verify -strict -revCheck";
        }

        @Override
        public Verdict judge(Held held) throws IOException, GeneralSecurityException {
            Path jar = held.directory().resolve("program.jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
                out.putNextEntry(new JarEntry("program.txt"));
                out.write("do something".getBytes(StandardCharsets.US_ASCII));
            }
            jarsigner("-keystore", held.keyStore().toString(), jar.toString(), "held")
                    .successfully();
            Ran ran = jarsigner(
                    "-verify",
                    "-strict",
                    "-revCheck",
                    "-J-Dhttp.proxyHost=127.0.0.1",
                    "-J-Dhttp.proxyPort=" + proxy.port(),
                    "-J-Dhttp.nonProxyHosts=",
                    "-keystore",
                    repository.trustStore().toString(),
                    jar.toString());
            return says(held, ran.status() == 0 && ran.output().contains("jar verified."), ran.said());
        }

        private static Ran jarsigner(String... arguments) {
            ProcessBuilder builder = new ProcessBuilder(ForeignTools.jarsigner().toString());
            builder.command().addAll(List.of("-J-Xmx64m", "-storepass", Held.PASSWORD));
            builder.command().addAll(List.of(arguments));
            return Ran.toItsEnd(builder);
        }
    }

    /** A program for Windows (Authenticode). The checker gets the CRLs as files. */
    record WindowsProgram(Repository repository) implements Judge {
        @Override
        public String program() {
            return "osslsigncode verify";
        }

        @Override
        public Verdict judge(Held held) throws IOException {
            Path program = Files.write(held.directory().resolve("program.exe"), smallest());
            Path signed = held.directory().resolve("signed.exe");
            Files.deleteIfExists(signed);
            osslsigncode(
                            "sign",
                            "-h",
                            "sha256",
                            "-certs",
                            held.fullFile().toString(),
                            "-key",
                            held.keyFile().toString(),
                            "-in",
                            program.toString(),
                            "-out",
                            signed.toString())
                    .successfully();
            StringBuilder lists = new StringBuilder();
            for (Path list : repository.lists(held.chain())) {
                lists.append(Files.readString(list));
            }
            Path all = Files.writeString(held.directory().resolve("crls.pem"), lists);
            Ran ran = osslsigncode(
                    "verify",
                    "-CAfile",
                    repository.rootFile().toString(),
                    "-CRLfile",
                    all.toString(),
                    "-in",
                    signed.toString());
            return says(held, ran.status() == 0 && ran.said().contains("Signature verification: ok"), ran.said());
        }

        private static Ran osslsigncode(String... arguments) {
            ProcessBuilder builder =
                    new ProcessBuilder(ForeignTools.osslsigncode().toString());
            builder.command().addAll(List.of(arguments));
            return Ran.toItsEnd(builder);
        }

        /** The least that is a program by the PE format: headers, and one section that returns. */
        private static byte[] smallest() {
            ByteBuffer pe = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
            pe.put(new byte[] {'M', 'Z'}).putInt(0x3c, 64);
            pe.position(64).put(new byte[] {'P', 'E', 0, 0});
            pe.putShort((short) 0x14c).putShort((short) 1).putInt(0).putInt(0).putInt(0);
            pe.putShort((short) 224).putShort((short) 0x102);
            pe.putShort((short) 0x10b).putShort((short) 0).putInt(512).putInt(0).putInt(0);
            pe.putInt(0x1000)
                    .putInt(0x1000)
                    .putInt(0x2000)
                    .putInt(0x400000)
                    .putInt(0x1000)
                    .putInt(512);
            pe.putShort((short) 4)
                    .putShort((short) 0)
                    .putInt(0)
                    .putShort((short) 4)
                    .putShort((short) 0)
                    .putInt(0);
            pe.putInt(0x2000).putInt(512).putInt(0).putShort((short) 3).putShort((short) 0);
            pe.putInt(0x100000)
                    .putInt(0x1000)
                    .putInt(0x100000)
                    .putInt(0x1000)
                    .putInt(0)
                    .putInt(16);
            pe.position(88 + 224).put(".text\0\0\0".getBytes(StandardCharsets.US_ASCII));
            pe.putInt(1)
                    .putInt(0x1000)
                    .putInt(512)
                    .putInt(512)
                    .putInt(0)
                    .putInt(0)
                    .putInt(0)
                    .putInt(0x60000020);
            return pe.put(512, (byte) 0xc3).array();
        }
    }
}
