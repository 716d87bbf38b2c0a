// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions.h"
#include "app/background_task.h"
#include "app/image_keeper.h"
#include "app/inspector_dock.h"
#include "app/inspector_rail.h"
#include "app/layouts.h"
#include "app/panel_view.h"
#include "app/text_dock.h"
#include "app/window_arguments.h"
#include "views/keys_page.h"
#include "views/settings_dialog.h"
#include "views/shortcut_sheet.h"
#include "views/view_link.h"
#include "views/view_state.h"

#include <QMainWindow>
#include <QTime>
#include <QTimer>

#include <functional>

class QDockWidget;
class QLabel;
class QMimeData;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace views {
class AnnotatePage;
class BusyRow;
class CaseListView;
class CaseNote;
class CommandPalette;
class EmptyState;
class HistoryView;
class ImageStrip;
class NoticeBar;
class PanelGrid;
class Tour;
} // namespace views

namespace app {

class AnnotateDesk;
class CalibrateView;
class CaseImporter;

/// Lays the views out and connects them to the studio; remembers how it stood. [gui thread]
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Studio& studio, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What the command line asked for, once the window stands.
    void begin(const WindowArguments& arguments);

    /// Images, folders of images, checkpoint folders, projects. \param texts of the first image
    void openFiles(const QStringList& paths, const std::vector<explain::Text>& texts = {});
    void openDemo();  ///< the project of the cases that the program carries
    void startTour(); ///< call-outs over what is on show
    ImageKeeper& imageKeeper() { return m_images; }
    bool openProject(const QString& file); ///< false: it cannot be opened, and that was said
    void newProject();                     ///< an empty one, without a name as yet
    bool saveAs(const QString& file);      ///< names the project; false: as openProject()
    void notify(const QString& sentence);  ///< in the line above the status bar

    PanelView* activePanel() const;
    const QList<PanelView*>& panelViews() const { return m_panels; }
    Actions& actions() { return m_actions; }
    TextDock& textDock() { return *m_textDock; }

    /// The figure of what is on show; the suffix of \p file (png, svg, pdf) is its format. Errors:
    /// Usage (another suffix, nothing on show), Input.
    std::optional<explain::Error> saveFigure(const QString& file);

    /// The results on show, as the command line writes them. Errors: Usage (none yet), Input.
    std::optional<explain::Error> saveData(const QString& folder);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildMenus();
    void buildToolBar();
    void buildDocks();
    void buildPanels();
    void buildStatusBar();
    QDockWidget* addDock(const QString& id, const QString& title, Qt::DockWidgetArea area,
                         QWidget* content);
    QWidget* buttonFor(QAction* action);
    void connectStudio();
    void connectFileActions();
    void connectImport();
    void importDialog();
    void exportClaimsDialog();
    void connectViewActions();
    void connectRunActions();
    void connectWindowActions();
    void connectDemo();
    void buildProjectCorner();
    void connectProject();
    void connectImages();
    void buildCalibration();
    void buildAnnotate();
    void connectAnnotateActions();
    void nameAnnotateKeys();
    void setMode(Mode mode);
    void showMode();
    void allowMode();
    bool isAnnotating() const;
    QWidget* front() const;

    QList<PanelView*> shownPanels() const; ///< all, or the maximised one

    void showCase();
    void showImage();
    void showNote(); ///< of the open case
    void showNetwork();
    void showStatus();
    void showHistory();
    void showProject(); ///< another one
    void showKept(QTime at);
    void sayKept(const QString& sentence, bool isFailing);
    void nameWindow();
    void switchTo(std::unique_ptr<project::Document> document);
    void openAtStart(const WindowArguments& arguments);
    void addDemoCases(const project::Remember& step);
    void openProjectDialog();
    void saveAsDialog();
    void markDialog();
    void ask(const QString& title, const QString& question, const QString& text,
             const std::function<void(const QString&)>& take);
    void relinkDialog();
    void addImagesDialog();
    void tagsDialog();
    void renameDialog();
    void showStrip(); ///< the images of the open case
    QList<Choice> roleChoices();
    void showPortable();
    QList<Choice> markChoices();
    QList<Choice> recentProjectChoices();
    void connectView();
    void keepView();    ///< what was looked at, in the project
    void restoreView(); ///< as the project was looked at
    void offerChoices();
    QList<Choice> recentChoices();
    QList<Choice> networkChoices();
    QList<Choice> methodChoices();    ///< of the active panel
    void showTrust(PanelView* panel); ///< its figures in the inspector
    void panelMenu(PanelView* panel, QPoint globalPos);

    // The panels: how many, of what, what they share, what they are compared with.
    void connectPanels();
    void showPanels(); ///< those of the studio
    PanelView* viewOf(PanelRun* run);
    void showGrid();
    void followLink();
    void showComparison();
    void pinResult();
    void pickLayout(); ///< rows and columns by hand
    void chooseMatrix();
    void storePanels();
    void restorePanels();
    views::ViewState& activeState() { return *activePanel()->state(); }
    void offerPanelChoices();
    QList<Choice> panelCountChoices();
    QList<Choice> linkChoices();
    QList<Choice> panelNetworkChoices();
    void setTheme(const QString& name);
    void setMotionReduced(bool reduced);
    enum class Fit { Rails, RailsAndSizes };
    void fitDocks(Fit fit); ///< to the width of the window
    void connectWays();
    QList<Choice> layoutChoices(const QString& tip,
                                const std::function<void(const QString&)>& choose);
    void saveLayoutDialog();
    void showSettings(views::SettingsDialog::Page page);
    void fillKeys(views::KeysPage* page);
    QList<views::KeyRow> keyRows() const;
    QList<views::ShortcutGroup> shortcutGroups() const;

    void openDialog();
    void addNetworkDialog();
    void paste();
    void take(const QMimeData& mime);
    void remember(const QStringList& files); ///< among the recent ones
    void figureDialog();
    void dataDialog();
    explain::Expected<explain::Archive> archive(); ///< of the results on show
    void showPalette();
    void showShortcuts();
    void showHelp(const QString& id); ///< the page of a method, or another one of resources/help
    void showAbout();
    void restore();

    Studio& m_studio;
    Actions m_actions;
    Layouts m_layouts;
    Selection m_selection;
    Scales m_scales;
    views::ViewState m_viewState; ///< of the window: what it hands on to panels in the link
    views::ViewLink m_link;
    std::shared_ptr<const PinnedResult> m_pinned; ///< null: none
    views::CompareMode m_compareMode = views::CompareMode::Off;

    QStackedWidget* m_centre = nullptr;
    views::EmptyState* m_empty = nullptr;
    views::PanelGrid* m_grid = nullptr;
    views::CaseNote* m_note = nullptr;
    views::ImageStrip* m_strip = nullptr;
    views::Tour* m_tour = nullptr;
    views::NoticeBar* m_notice = nullptr;
    CaseImporter* m_importer = nullptr;
    views::CaseListView* m_cases = nullptr;
    views::CommandPalette* m_palette = nullptr;
    views::HistoryView* m_history = nullptr;
    QDockWidget* m_caseDock = nullptr;
    QDockWidget* m_textDockWidget = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    QDockWidget* m_historyDock = nullptr;
    QList<PanelView*> m_panels;
    TextDock* m_textDock = nullptr;
    InspectorDock* m_inspector = nullptr;
    CalibrateView* m_calibrate = nullptr;
    views::AnnotatePage* m_annotatePage = nullptr;
    AnnotateDesk* m_annotate = nullptr;
    QLabel* m_annotateStatus = nullptr;
    QPushButton* m_networkButton = nullptr;
    QToolButton *m_layoutButton = nullptr, *m_linkButton = nullptr;
    QLabel *m_device = nullptr, *m_timing = nullptr, *m_memory = nullptr, *m_projectLabel = nullptr,
           *m_keptLabel = nullptr;
    views::BusyRow *m_loading = nullptr, *m_calibrating = nullptr, *m_saving = nullptr,
                   *m_keeping = nullptr;
    BackgroundTask* m_task = nullptr; ///< what is saved beside the window
    InspectorRail* m_inspectorRail = nullptr;
    ImageKeeper m_images;
    QTimer m_keepView;
    int m_breakpoint = -1; ///< width from which the docks stand as they do
};

} // namespace app
