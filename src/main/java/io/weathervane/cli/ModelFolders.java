package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.doccat.InvalidModelException;
import io.weathervane.doccat.StandaloneModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of the model commands: as an option says, or as the settings do. */
final class ModelFolders {

    private ModelFolders() {}

    static Path orConfigured(Path option, Setting setting) {
        return option == null ? Settings.folder(setting) : option;
    }

    /**
     * The model that a person named: by its name in the folder of the models, its folder, or its file. The caller closes it.
     *
     * @throws ConfigurationException if there is none, or it cannot be used
     */
    static StandaloneModel open(String model, Path models) {
        Path named = orConfigured(models, Setting.MODELS_DIR).resolve(model);
        Path path = Path.of(model);
        try {
            if (StandaloneModel.isIn(named)) {
                return StandaloneModel.load(named);
            }
            if (Files.isRegularFile(path)) {
                return ofFile(path);
            }
            if (StandaloneModel.isIn(path)) {
                return StandaloneModel.load(path);
            }
        } catch (InvalidModelException e) {
            throw new ConfigurationException(e.getMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The model " + path + " cannot be used: " + e.getMessage() + "; train it again.", e);
        }
        throw new ConfigurationException("There is no model '" + model + "': neither " + named + " nor " + path
                + " holds a model.bin or a model.onnx; train it first.");
    }

    private static StandaloneModel ofFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return file.endsWith("model.onnx")
                ? StandaloneModel.load(folder)
                : StandaloneModel.read(file.toString(), Files.readAllBytes(file));
    }
}
