package io.weathervane.cli;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import java.nio.file.Path;

/** The folders of the training commands: as an option says, or as the settings do. */
final class ModelFolders {

    private ModelFolders() {}

    static Path orConfigured(Path option, Setting setting) {
        return option == null ? Settings.folder(setting) : option;
    }
}
