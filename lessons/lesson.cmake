# gradarium_lesson(FOLDER [OUTPUT_DIRECTORY DIR]): the plugin lesson_<id>, and example_<id> where there is an example.cpp.
# FOLDER is named ID-words (2.2.1-clustering gives lesson_2_2_1) or, for plugins of the tests, words alone.
function(gradarium_lesson folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT_DIRECTORY" "")
  cmake_path(GET folder FILENAME id)
  string(REGEX REPLACE "^([0-9][0-9.]*)-.*" "\\1" id ${id})
  string(MAKE_C_IDENTIFIER "lesson_${id}" target)
  cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${CMAKE_SOURCE_DIR}/lessons OUTPUT_VARIABLE path)

  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/example\\.cpp$")
  set(shared ${CMAKE_SOURCE_DIR}/lessons/lesson_plugin)
  set(generated ${CMAKE_BINARY_DIR}/generated/plugins/${target})
  file(MAKE_DIRECTORY ${generated})

  # By hand, not AUTOMOC: that left an edited lesson.json one build stale, and makes a build of nothing slow.
  add_custom_command(OUTPUT ${generated}/moc_lesson_plugin.cpp
    COMMAND Qt6::moc -i -DQT_NO_KEYWORDS -Mfolder=${path} -I${folder} -I${CMAKE_SOURCE_DIR}
      -I${CMAKE_BINARY_DIR}/generated ${shared}.h -o ${generated}/moc_lesson_plugin.cpp
    DEPENDS ${shared}.h ${folder}/lesson.json ${CMAKE_BINARY_DIR}/generated/widgets/interface_id.h
    COMMENT "Reading ${path}/lesson.json" VERBATIM)

  add_library(${target} MODULE ${sources} ${shared}.cpp ${generated}/moc_lesson_plugin.cpp)
  set_source_files_properties(${generated}/moc_lesson_plugin.cpp PROPERTIES HEADER_FILE_ONLY ON)  # lesson_plugin.cpp includes it
  add_dependencies(${target} interface_id)
  target_include_directories(${target} PRIVATE ${generated})
  target_link_libraries(${target} PRIVATE gradarium_widgets)
  target_precompile_headers(${target} REUSE_FROM lesson_headers)
  set_target_properties(${target} PROPERTIES PREFIX "" DEFINE_SYMBOL "" INSTALL_RPATH "${origin}/../..")

  if(arg_OUTPUT_DIRECTORY)
    set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${arg_OUTPUT_DIRECTORY})
    return()
  endif()
  set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lessons)
  set_property(GLOBAL APPEND PROPERTY GRADARIUM_LESSONS ${target})
  install(TARGETS ${target} LIBRARY DESTINATION lib/gradarium/lessons)

  if(EXISTS ${folder}/example.cpp)
    string(REPLACE "lesson_" "example_" example ${target})
    add_executable(${example} ${folder}/example.cpp)
    target_link_libraries(${example} PRIVATE gradarium_core)
    set_target_properties(${example} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/examples)
  endif()
endfunction()
