// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/action_table.h"

namespace app {
namespace {

using enum Scope;
using enum Kind;

// clang-format off
constexpr ActionRow table[] = {
    {"File", "project.new", "New project", "Begin an empty project; the one before is kept", "file-plus", "Ctrl+N"},
    {"File", "project.open", "Open project…", "Open another project; the one before is kept", "folder-open", "Ctrl+Alt+O"},
    {"File", "project.recent", "Recent projects", "Open a project that was open before", "history", ""},
    {"File", "project.save-as", "Save project as…", "Give the project a name and a place", "save", "Ctrl+Shift+S"},
    {"File", "project.mark", "Set mark…", "Name the project as it is now, to come back to", "bookmark", "Ctrl+S"},
    {"File", "project.revert", "Revert to mark", "Bring the project back to a mark", "rotate-ccw", ""},
    {"File", "project.relink", "Relink images…", "Find images that were moved, by their contents", "link", ""},
    {"File", "project.portable", "Portable project", "Hold the images in the project's own file as well", "hard-drive", "", All, Toggle},
    {"File", "file.open", "Open image…", "Open images; each becomes a case", "folder-open", "Ctrl+O"},
    {"File", "cases.import", "Import cases or claims…", "Bring in a table of cases or a file of claims", "folder-open", ""},
    {"File", "claims.export", "Export claims…", "Save claims, verdicts and regions as JSON lines", "download", ""},
    {"File", "file.demo", "Open demo cases", "Open the cases that the program carries", "layers", "Ctrl+Shift+O"},
    {"File", "file.recent", "Recent images", "Open an image that was open before", "history", ""},
    {"File", "file.paste", "Paste image or text", "Open the image, or write the text, that was copied", "clipboard", "Ctrl+V"},
    {"File", "file.figure", "Save figure…", "Save what the panels show as PDF, SVG or PNG", "download", "Ctrl+E"},
    {"File", "file.data", "Save results…", "Save the numbers of the panels, as the command line writes them", "save", "Ctrl+Shift+E"},
    {"File", "case.remove", "Close case", "Take the open case off the list", "x", "Ctrl+Del"},
    {"File", "app.settings", "Settings…", "Theme, reader, undo and shortcuts", "settings", "Ctrl+,"},
    {"File", "window.close", "Close window", "Close this window", "x", "Ctrl+W"},
    {"File", "file.quit", "Quit", "Close all windows and end the program", "log-out", "Ctrl+Q"},

    {"Edit", "edit.undo", "Undo", "Take back the last step", "undo-2", "Ctrl+Z"},
    {"Edit", "edit.redo", "Redo", "Do again the step that was taken back", "redo-2", "Ctrl+Shift+Z; Ctrl+Y"},
    {"Edit", "edit.history", "History", "Show or hide the list of steps", "history", "Ctrl+H"},
    {"Edit", "text.focus", "Write text", "Go to the text and write", "type", "Ctrl+L"},
    {"Edit", "word.edit", "Edit the caption", "Edit the caption in place", "pencil", "F2"},
    {"Edit", "text.add", "Add caption", "Add a caption to the open case", "plus", "Ctrl+Shift+T"},
    {"Edit", "concept.add", "Add concept", "Add a concept to look for in the image", "tag", "C", Canvas},

    {"View", "view.zoom-in", "Zoom in", "Show the image larger", "zoom-in", "+; =", Canvas},
    {"View", "view.zoom-out", "Zoom out", "Show the image smaller", "zoom-out", "-", Canvas},
    {"View", "view.fit", "Fit", "Show the whole image", "scan", "0", Canvas},
    {"View", "view.hide-overlays", "Hide overlays", "Show the image alone while the key is held", "eye-off", "H", Canvas, Held},
    {"View", "view.outlines", "Outlines only", "Show the outlines of maps and masks", "square-dashed", "Shift+H", Canvas, Toggle},
    {"View", "view.opacity-up", "More opacity", "Show maps stronger", "plus", "]", Canvas},
    {"View", "view.opacity-down", "Less opacity", "Show maps fainter", "minus", "[", Canvas},
    {"View", "view.grey", "Photo in grey under maps", "Take the colours of the photo away under maps", "contrast", "G", Canvas, Toggle},
    {"View", "view.smooth", "Smooth maps for display", "Blend between patches; the values stay those of the patches", "blend", "", All, Toggle},
    {"View", "view.matrix", "Matrix of words and regions", "Maximise the panel with an alignment and show its matrix", "grid-2x2", "Shift+M", Canvas},
    {"View", "scale.share", "Shared scale", "Give all panels of one unit the same scale of colours", "lock", "S", Canvas, Toggle},
    {"View", "view.link", "Linked panels", "Move and zoom all panels together", "link", "K", Canvas, Toggle},
    {"View", "view.notes", "Notes on cases", "Show what a case says of itself above the panels", "lightbulb", "", All, Toggle},
    {"View", "word.colours", "Colours of the words", "Choose whose values colour the words", "palette", ""},
    {"View", "theme.system", "Theme of the system", "Dark or light as the desktop is, also when it changes", "monitor", "", All, Toggle},
    {"View", "theme.dark", "Dark theme", "Light text on dark ground", "moon", "", All, Toggle},
    {"View", "theme.light", "Light theme", "Dark text on light ground", "sun", "", All, Toggle},
    {"View", "theme.contrast", "High contrast theme", "White on black, with strong outlines", "contrast", "", All, Toggle},
    {"View", "view.reduce-motion", "Reduce motion", "Show and hide without sliding or fading", "square", "", All, Toggle},

    {"Case", "case.next", "Next case", "Open the case below", "arrow-down", "Ctrl+PgDown"},
    {"Case", "case.previous", "Previous case", "Open the case above", "arrow-up", "Ctrl+PgUp"},
    {"Case", "case.rename", "Rename case…", "Change the title of the open case", "pencil", ""},
    {"Case", "case.tags", "Tags of the case…", "Change the tags of the open case", "tag", "Ctrl+Shift+L"},
    {"Case", "image.next", "Next image of the case", "Explain the next image of the open case", "arrow-right", "Alt+Right"},
    {"Case", "image.previous", "Previous image of the case", "Explain the image before of the open case", "", "Alt+Left"},
    {"Case", "image.role", "Role of the image", "What the image is to its case", "file-image", ""},
    {"Case", "image.add", "Add images to the case…", "A prior, a lateral view, another frame", "image-plus", ""},
    {"Case", "image.remove", "Remove the image from the case", "The file stays where it is", "image-off", ""},
    {"Case", "case.filter", "Filter cases", "Go to the filter above the cases", "search", "Ctrl+F"},

    {"Run", "network.choose", "Choose network", "Choose the network that is asked", "cpu", "Ctrl+Shift+N"},
    {"Run", "network.add", "Add network…", "Choose a checkpoint folder", "folder-plus", ""},
    {"Run", "network.calibrate", "Calibrate network…", "Measure how often each method is right", "gauge", "Ctrl+Shift+C"},
    {"Run", "method.choose", "Method of the panel", "Choose how the active panel explains", "layers", "Alt+M", Canvas},
    {"Run", "run.panel", "Run panel", "Run the method of the active panel again", "play", "F5"},
    {"Run", "run.all", "Run all panels", "Run the methods of all panels again", "list-restart", "Shift+F5"},
    {"Run", "run.cancel", "Cancel", "Stop what is running", "square", "Esc"},
    {"Run", "method.threshold", "Threshold of the method", "Go to the threshold in the inspector", "sliders-horizontal", "Alt+T", Canvas},

    {"Annotate", "mode.switch", "Explore or Annotate", "Change between looking and judging", "arrow-left-right", "Ctrl+Tab"},
    {"Annotate", "mode.explore", "Explore", "Look at what the networks say", "scan-eye", "", All, Toggle},
    {"Annotate", "mode.annotate", "Annotate", "Judge claims and mark their evidence", "spline", "", All, Toggle},
    {"Annotate", "claim.split", "Split text into claims", "Make a claim of each part of the text that can be true or false", "list-tree", "Shift+J", Annotate},
    {"Annotate", "claim.make", "Make claim of the words", "Make a claim of the words that are selected", "plus", "J", Annotate},
    {"Annotate", "claim.remove", "Remove claim", "Take the current claim away, with its verdicts", "trash-2", "", Annotate},
    {"Annotate", "claim.next-open", "Next open claim", "Go to the next claim that is not locked", "arrow-down", "N", Annotate},
    {"Annotate", "claim.previous-open", "Previous open claim", "Go to the claim before that is not locked", "arrow-up", "Shift+N", Annotate},
    {"Annotate", "claim.next", "Next claim", "Go to the next claim", "", "Alt+PgDown", Annotate},
    {"Annotate", "claim.previous", "Previous claim", "Go to the claim before", "", "Alt+PgUp", Annotate},
    {"Annotate", "claim.text-next", "Next text", "Show the next text of the case below the image", "file-text", "Shift+T", Annotate},
    {"Annotate", "verdict.1", "Supported", "The image bears the claim out", "check", "1", Annotate},
    {"Annotate", "verdict.2", "Contradicted", "The image shows that the claim is wrong", "x", "2", Annotate},
    {"Annotate", "verdict.3", "Not visible", "What the claim speaks of cannot be seen", "eye-off", "3", Annotate},
    {"Annotate", "verdict.4", "Unverifiable", "No image could tell", "circle-question-mark", "4", Annotate},
    {"Annotate", "verdict.5", "Not groundable", "The claim speaks of no place in the image", "minus", "5", Annotate},
    {"Annotate", "severity.1", "Minor", "The error changes little", "", "6", Annotate},
    {"Annotate", "severity.2", "Major", "The error misleads", "", "7", Annotate},
    {"Annotate", "severity.3", "Critical", "The error does harm", "", "8", Annotate},
    {"Annotate", "claim.flag", "Flag claim", "Mark the claim to be looked at again", "flag", "9", Annotate},
    {"Annotate", "claim.lock", "Lock verdict and reveal", "End the reading of this claim and show what the machine says", "lock", "Ctrl+Return", Annotate},
    {"Annotate", "claim.reopen", "Reopen claim", "Change a locked verdict, which counts as assisted then", "lock-open", "", Annotate},
    {"Annotate", "claim.blind-first", "Blind first", "Hide what the machine says until the verdict is locked", "eye-off", "", Annotate, Toggle},
    {"Annotate", "tool.select", "Select regions", "Choose and move regions", "hand", "V", Annotate},
    {"Annotate", "tool.box", "Box", "Draw a box", "square", "B", Annotate},
    {"Annotate", "tool.polygon", "Polygon", "Draw a polygon point by point", "pentagon", "P", Annotate},
    {"Annotate", "tool.lasso", "Lasso", "Draw an outline by hand", "lasso", "L", Annotate},
    {"Annotate", "tool.brush", "Brush", "Paint a mask", "brush", "D", Annotate},
    {"Annotate", "tool.eraser", "Eraser", "Erase from a mask", "eraser", "E", Annotate},
    {"Annotate", "tool.point", "Point", "Set a point", "circle-dot", "O", Annotate},
    {"Annotate", "brush.smaller", "Smaller brush", "Paint and erase finer", "", ",", Annotate},
    {"Annotate", "brush.larger", "Larger brush", "Paint and erase coarser", "", ".", Annotate},
    {"Annotate", "region.mask", "Mask of the panel", "Take what the active panel marks as evidence", "wand-sparkles", "M", Annotate},
    {"Annotate", "region.link", "Link region with claim", "Link the selected region with the current claim, or no longer", "link", "Shift+L", Annotate},
    {"Annotate", "region.remove", "Delete region", "Take the selected region off the image", "trash-2", "Del", Annotate},
    {"Annotate", "reader.add", "Add reader", "Write the name of somebody else who judges", "user-plus", "", Annotate},
    {"Annotate", "reader.next", "Next reader", "Let the next reader sit here", "user", "Alt+R", Annotate},
    {"Annotate", "reader.compare", "Compare readers", "Show the verdicts of all readers side by side", "columns-2", "Shift+C", Annotate},

    {"Window", "panel.maximise", "Maximise panel", "Show the active panel alone, or all again", "maximize", "F", Canvas},
    {"Window", "panel.next", "Next panel", "Make the next panel the active one", "panel-right", "Ctrl+]"},
    {"Window", "panel.previous", "Previous panel", "Make the panel before the active one", "panel-left", "Ctrl+["},
    {"Window", "panel.menu", "Menu of the panel", "What can be done with the active panel", "ellipsis", "Alt+Return", Canvas},
    {"Window", "panel.copy", "Copy values of the panel", "Copy the numbers of the active panel as text", "copy", "Ctrl+Shift+V", Canvas},
    {"Window", "panel.1", "Panel 1", "Make the first panel the active one", "", "1", Explore},
    {"Window", "panel.2", "Panel 2", "Make the second panel the active one", "", "2", Explore},
    {"Window", "panel.3", "Panel 3", "Make the third panel the active one", "", "3", Explore},
    {"Window", "panel.4", "Panel 4", "Make the fourth panel the active one", "", "4", Explore},
    {"Window", "dock.cases", "Cases", "Show or hide the cases", "panel-left", "Ctrl+B", All, Toggle},
    {"Window", "dock.inspector", "Inspector", "Show or hide the inspector", "panel-right", "Ctrl+I", All, Toggle},
    {"Window", "dock.text", "Text", "Show or hide the text", "panel-bottom", "Ctrl+T", All, Toggle},
    {"Window", "pane.next", "Next pane", "Move the focus on: cases, panels, text, inspector", "", "F6"},
    {"Window", "pane.previous", "Previous pane", "Move the focus back: inspector, text, panels, cases", "", "Shift+F6"},
    {"Window", "layout.choose", "Layouts", "Arrange the window as one of the saved layouts", "layout-grid", ""},
    {"Window", "layout.save", "Save layout…", "Keep the arrangement of the window under a name", "save", ""},
    {"Window", "layout.remove", "Remove layout", "Forget a saved layout", "x", ""},
    {"Window", "layout.reset", "Reset layout", "Arrange the window as it came", "layout-grid", "Ctrl+0"},
    {"Window", "window.full", "Full screen", "Use the whole screen", "expand", "F11", All, Toggle},

    {"Help", "help.actions", "Search actions", "Find any action by its name", "search", "Ctrl+K"},
    {"Help", "help.shortcuts", "Shortcuts", "All shortcuts on a sheet that can be printed", "keyboard", "F1"},
    {"Help", "help.start", "How to work with Groundscope", "A page on cases, panels, words and keys", "book-open", ""},
    {"Help", "help.tour", "Take the tour", "Five call-outs over what is on show", "flag", ""},
    {"Help", "help.method", "About this method", "What the active panel shows, and where it is from", "book-open", "Shift+F1"},
    {"Help", "help.annotate", "About annotating", "How claims are judged, blind first, and compared", "spline", ""},
    {"Help", "help.calibration", "About calibration", "What the badges of the panels mean", "gauge", ""},
    {"Help", "help.demo", "About the demo cases", "How the demo cases were made", "layers", ""},
    {"Help", "help.about", "About Groundscope", "Version and licence", "info", ""},
};

constexpr FixedKey fixed[] = {
    {Canvas, "Space", "Pan while held"},
    {Canvas, "Left; Right", "Patch before or after"},
    {Canvas, "Up; Down", "Patch above or below"},
    {Canvas, "Return", "Pin the patch"},
    {Words, "Left; Right", "Word before or after"},
    {Words, "Up; Down", "Word in the line above or below"},
    {Words, "Return", "Pin the word"},
    {Words, "Alt+Up; Alt+Down", "Text tried before or after"},
};
// clang-format on

} // namespace

std::span<const ActionRow> actionTable()
{
    return table;
}

std::span<const FixedKey> fixedKeys()
{
    return fixed;
}

} // namespace app
