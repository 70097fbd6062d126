package io.weathervane.config;

/** Prints settings, one a line, for the tests which need a process with an environment and a folder of its own. */
final class SettingsProbe {

    private SettingsProbe() {}

    public static void main(String[] args) {
        Settings settings = Settings.load(null);
        System.out.println("profile=" + settings.profile());
        for (Setting setting : Setting.values()) {
            System.out.println(setting.key() + "=" + settings.text(setting));
        }
    }
}
